#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace libplan {

enum class Language { zh, en };

/// Every phrase libplan can say, by name; the words stand in phrases.cpp, Chinese and English side by side.
enum class Phrase {
#define LIBPLAN_PHRASE(name, zh, en) name,
#include "libplan/phrases.def"
#undef LIBPLAN_PHRASE
};

std::size_t phrase_count();
std::string_view phrase_name(Phrase phrase);
std::string_view pattern(Phrase phrase, Language language);

/// A phrase with its arguments, kept apart from any language: `{0}` in the pattern is the first argument.
struct Message {
    Phrase phrase;
    std::vector<std::string> arguments;
    bool operator==(const Message&) const = default;
};

std::string text(const Message& message, Language language);

/// say(Language::zh, Phrase::met) is "达标".
template <class... Arguments>
std::string say(Language language, Phrase phrase, Arguments&&... arguments) {
    return text(Message{phrase, {std::string(std::forward<Arguments>(arguments))...}}, language);
}

}  // namespace libplan
