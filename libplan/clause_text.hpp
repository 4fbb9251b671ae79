#pragma once
// Private: numbers, parts and words of a clause, for what reads clauses.
#include <optional>
#include <string_view>
#include <vector>

namespace libplan::clause {

using Words = std::initializer_list<std::string_view>;

struct Number {
    double value = 0;
    std::size_t begin = 0, end = 0;
};

bool starts(std::string_view text, Words with);
bool ends(std::string_view text, Words with);
/// The word that stands earliest in the text.
std::size_t first_of(std::string_view text, Words words);

/// The number in digits that begins here.
std::optional<Number> digits_at(std::string_view text, std::size_t at);
/// All numbers, 一 … 十 among them where something is counted.
std::vector<Number> numbers_in(std::string_view text);
bool are_points(std::string_view text, const Number& number);

/// Parts between commas; `sentence` counts what semicolons and full stops part.
struct Part {
    std::string_view words;
    int sentence = 0;
};
std::vector<Part> parts_of(std::string_view text);

}  // namespace libplan::clause
