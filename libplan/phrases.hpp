#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace libplan {

enum class Language { zh, en };

/// Every phrase libplan can say, by name; the words stand in the phrases_*.def files, Chinese and
/// English side by side.
enum class Phrase {
#define LIBPLAN_PHRASE(name, zh, en) name,
#include "libplan/phrases.def"
#undef LIBPLAN_PHRASE
};

std::size_t phrase_count();
std::string_view phrase_name(Phrase phrase);
std::optional<Phrase> phrase_named(std::string_view name);
std::string_view pattern(Phrase phrase, Language language);

/// A phrase with its arguments, kept apart from any language: `{0}` in the pattern is the first argument, `{0s}` the
/// ending of an English noun it counts: nothing after 1, else "s". An argument is a message itself: a phrase, or words
/// of the user's own (Phrase::verbatim).
struct Message {
    Phrase phrase = Phrase::verbatim;
    std::vector<Message> arguments;
    std::string words;  ///< of Phrase::verbatim

    Message() = default;
    Message(Phrase named, std::vector<Message> with = {}) : phrase(named), arguments(std::move(with)) {}
    Message(std::string own) : words(std::move(own)) {}
    Message(std::string_view own) : words(own) {}
    Message(const char* own) : words(own) {}
    bool operator==(const Message&) const = default;
};

std::string text(const Message& message, Language language);

/// Several messages as one; `separator` is the phrase that stands between them.
Message joined(Phrase separator, std::vector<Message> parts);

/// say(Language::zh, Phrase::status_behind) is "滞后".
template <class... Arguments>
std::string say(Language language, Phrase phrase, Arguments&&... arguments) {
    std::vector<Message> with;  // not from a list, which would copy each of them
    with.reserve(sizeof...(arguments));
    (with.emplace_back(std::forward<Arguments>(arguments)), ...);
    return text(Message(phrase, std::move(with)), language);
}

}  // namespace libplan
