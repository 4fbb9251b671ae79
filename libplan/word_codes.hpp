#pragma once
// Private: the words of a column as numbers.
#include <array>
#include <cstring>

#include "libplan/given_table.hpp"
#include "libplan/progress.hpp"

namespace libplan {

/// Numbers words in the order in which they are met; null is the empty word.
class WordCodes {
public:
    /// The codes of some rows of a part, which may be a dictionary, texts, numbers or days.
    void code(const ColumnPart& part, std::size_t begin, std::size_t count, std::uint32_t* codes);
    std::uint32_t code(std::string_view word);
    std::size_t size() const { return words_.size(); }
    const std::string& word(std::uint32_t code) const { return words_[code]; }

private:
    /// A word of up to sixteen bytes is known by its first and last eight; of a longer one they are a hint.
    struct Ends {
        std::uint64_t first = 0, last = 0;
        std::size_t size = static_cast<std::size_t>(-1);
        bool operator==(const Ends&) const = default;
    };
    struct Recent {
        Ends ends;
        std::uint32_t code = 0;
    };
    static Ends ends_of(std::string_view word);
    std::uint32_t recent(std::string_view word);
    void code_dictionary(const ColumnPart& part, std::size_t begin, std::size_t count, std::uint32_t* codes);
    void code_plain(const ColumnPart& part, std::size_t begin, std::size_t count, std::uint32_t* codes);
    template <class Bits>
    void code_numbers(const ColumnPart& part, std::size_t begin, std::size_t count, std::uint32_t* codes);

    std::vector<std::string> words_;
    std::unordered_map<std::string, std::uint32_t, WordHash, std::equal_to<>> codes_;
    std::vector<Recent> recent_ = std::vector<Recent>(4096);
    const ColumnPart* dictionary_ = nullptr;  ///< the part whose dictionary was numbered last
    std::vector<std::uint32_t> of_dictionary_;
};

}  // namespace libplan
