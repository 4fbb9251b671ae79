#include "libplan/word_codes.hpp"

namespace libplan {
namespace {

template <class Number>
std::uint64_t loaded(const char* at) {
    Number number;
    std::memcpy(&number, at, sizeof number);
    return number;
}

/// Codes of a dictionary, of whatever width, as our own.
template <class Code>
void take(const ColumnPart& part, std::size_t begin, std::size_t count, const std::vector<std::uint32_t>& own,
          std::uint32_t* codes) {
    const auto* const given = static_cast<const Code*>(part.values) + part.offset + begin;
    const std::uint32_t* const known = own.data();
    const std::size_t size = own.size() - 1;  // behind the words stands what a null means
    for (std::size_t row = 0; row < count; ++row) codes[row] = known[std::min<std::size_t>(given[row], size)];
}

}  // namespace

WordCodes::Ends WordCodes::ends_of(std::string_view word) {
    const char* const at = word.data();
    const std::size_t size = word.size();
    if (size >= 8) return {loaded<std::uint64_t>(at), loaded<std::uint64_t>(at + size - 8), size};
    if (size >= 4) return {loaded<std::uint32_t>(at), loaded<std::uint32_t>(at + size - 4), size};
    if (size == 0) return {0, 0, 0};
    return {loaded<std::uint8_t>(at), loaded<std::uint8_t>(at + size / 2) | loaded<std::uint8_t>(at + size - 1) << 8,
            size};
}

std::uint32_t WordCodes::code(std::string_view word) {
    if (const auto known = codes_.find(word); known != codes_.end()) return known->second;
    words_.emplace_back(word);
    return codes_.emplace(word, static_cast<std::uint32_t>(words_.size() - 1)).first->second;
}

std::uint32_t WordCodes::recent(std::string_view word) {
    const Ends ends = ends_of(word);
    const std::uint64_t hash = (ends.first ^ ends.last * 0x9E3779B97F4A7C15 ^ ends.size) * 0xBF58476D1CE4E5B9;
    Recent& entry = recent_[hash >> 52];
    if (entry.ends == ends && (ends.size <= 16 || words_[entry.code] == word)) return entry.code;
    entry = {ends, code(word)};
    return entry.code;
}

void WordCodes::code_dictionary(const ColumnPart& part, std::size_t begin, std::size_t count, std::uint32_t* codes) {
    if (dictionary_ != &part) {
        dictionary_ = &part;
        of_dictionary_.clear();
        std::string room;
        for (std::size_t at = 0; at < part.inner->size; ++at)
            of_dictionary_.push_back(code(part.inner->written(at, room)));
        of_dictionary_.push_back(code({}));
    }
    switch (width_of(part.layout)) {
        case 1:
            return take<std::uint8_t>(part, begin, count, of_dictionary_, codes);
        case 2:
            return take<std::uint16_t>(part, begin, count, of_dictionary_, codes);
        case 4:
            return take<std::uint32_t>(part, begin, count, of_dictionary_, codes);
        default:
            return take<std::uint64_t>(part, begin, count, of_dictionary_, codes);
    }
}

/// Numbers and days are written only where they differ from those met before; neighbours mostly say the same.
template <class Bits>
void WordCodes::code_numbers(const ColumnPart& part, std::size_t begin, std::size_t count, std::uint32_t* codes) {
    const Bits* const cells = static_cast<const Bits*>(part.values) + part.offset + begin;
    std::string room;
    std::optional<Bits> before;
    std::uint32_t same = 0;
    for (std::size_t row = 0; row < count; ++row) {
        if (part.validity && part.is_null(begin + row)) continue;
        if (before != cells[row]) {
            before = cells[row];
            const Ends ends{cells[row], 0, sizeof(Bits)};
            Recent& entry = recent_[ends.first * 0xBF58476D1CE4E5B9 >> 52];
            if (entry.ends != ends) entry = {ends, code(part.written(begin + row, room))};
            same = entry.code;
        }
        codes[row] = same;
    }
}

void WordCodes::code_plain(const ColumnPart& part, std::size_t begin, std::size_t count, std::uint32_t* codes) {
    switch (width_of(part.layout)) {
        case 1:
            return code_numbers<std::uint8_t>(part, begin, count, codes);
        case 2:
            return code_numbers<std::uint16_t>(part, begin, count, codes);
        case 4:
            return code_numbers<std::uint32_t>(part, begin, count, codes);
        default:
            return code_numbers<std::uint64_t>(part, begin, count, codes);
    }
}

void WordCodes::code(const ColumnPart& part, std::size_t begin, std::size_t count, std::uint32_t* codes) {
    if (part.is_dictionary) {
        code_dictionary(part, begin, count, codes);
    } else if (const std::size_t width = width_of(part.layout); width > 0 && width <= 8) {
        code_plain(part, begin, count, codes);
    } else if (part.layout == Layout::text32 || part.layout == Layout::text64 || part.layout == Layout::text_view) {
        for (std::size_t row = 0; row < count; ++row)
            if (!part.is_null(begin + row)) codes[row] = recent(part.text(begin + row));
    } else {
        std::string room;
        for (std::size_t row = 0; row < count; ++row) codes[row] = code(part.written(begin + row, room));
    }
    if (!part.validity) return;
    const std::uint32_t none = code({});
    for (std::size_t row = 0; row < count; ++row)
        if (part.is_null(begin + row)) codes[row] = none;
}

}  // namespace libplan
