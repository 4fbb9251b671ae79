#include "libplan/phrases.hpp"

#include <array>

namespace libplan {
namespace {

struct Entry {
    std::string_view name, zh, en;
};

constexpr auto catalogue = std::to_array<Entry>({
#define LIBPLAN_PHRASE(name, zh, en) {#name, zh, en},
#include "libplan/phrases.def"
#undef LIBPLAN_PHRASE
});

const Entry& entry(Phrase phrase) { return catalogue[static_cast<std::size_t>(phrase)]; }

constexpr std::string_view slot = "{0}", slot_of_ending = "{0s}";

/// Of the slot that words begin with; none: 0.
std::size_t slot_length(std::string_view words) {
    if (words.size() < slot.size() || words[0] != '{' || words[1] < '0' || words[1] > '9') return 0;
    for (const std::string_view kind : {slot, slot_of_ending})
        if (words.substr(2, kind.size() - 2) == kind.substr(2)) return kind.size();
    return 0;
}

void append(std::string& out, const Message& message, Language language) {
    if (message.phrase == Phrase::verbatim) {
        out += message.words;
        return;
    }
    const std::string_view words = pattern(message.phrase, language);
    std::size_t plain = 0;  // where what is not yet taken over begins
    for (std::size_t i = 0; i < words.size();) {
        i = words.find('{', i);
        if (i == std::string_view::npos) break;
        const std::size_t length = slot_length(words.substr(i));
        if (length == 0) {
            ++i;
            continue;
        }
        out.append(words, plain, i - plain);
        const auto index = static_cast<std::size_t>(words[i + 1] - '0');
        const bool is_plural = length != slot.size();
        if (is_plural)
            out += index < message.arguments.size() && text(message.arguments[index], language) == "1" ? "" : "s";
        else if (index < message.arguments.size())
            append(out, message.arguments[index], language);
        plain = i += length;
    }
    out.append(words, plain);
}

}  // namespace

std::size_t phrase_count() { return catalogue.size(); }
std::string_view phrase_name(Phrase phrase) { return entry(phrase).name; }
std::optional<Phrase> phrase_named(std::string_view name) {
    for (std::size_t i = 0; i < catalogue.size(); ++i)
        if (catalogue[i].name == name) return static_cast<Phrase>(i);
    return std::nullopt;
}
std::string_view pattern(Phrase phrase, Language language) {
    return language == Language::zh ? entry(phrase).zh : entry(phrase).en;
}

std::string text(const Message& message, Language language) {
    std::string filled;
    append(filled, message, language);
    return filled;
}

Message joined(Phrase separator, std::vector<Message> parts) {
    Message all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i == 0) {
            all = std::move(parts[i]);
            continue;
        }
        std::vector<Message> pair;  // not from a list, which would copy all that is joined so far
        pair.reserve(3);
        pair.push_back(std::move(all));
        pair.emplace_back(separator);
        pair.push_back(std::move(parts[i]));
        all = Message(Phrase::sequence, std::move(pair));
    }
    return all;
}

}  // namespace libplan
