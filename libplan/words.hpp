#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libplan/phrases.hpp"

namespace libplan {

/// The word that stands for a choice in files and in Python: "down" for Direction::down.
template <class Choice>
struct Word {
    std::string_view word;
    Choice value;
};

/// All words of a choice, in the order they are offered in error messages.
template <class Choice>
std::span<const Word<Choice>> words_for();

template <class Choice>
std::string_view word_of(Choice value) {
    for (const Word<Choice>& entry : words_for<Choice>())
        if (entry.value == value) return entry.word;
    return {};
}

/// "down、up", or "down, up" in English.
template <class Choice>
Message listed_words() {
    std::vector<Message> all;
    for (const Word<Choice>& entry : words_for<Choice>()) all.emplace_back(entry.word);
    return joined(Phrase::listed, std::move(all));
}

}  // namespace libplan
