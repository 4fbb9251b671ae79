#include "libplan/written_dates.hpp"

#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "libplan/plan.hpp"

namespace libplan {
namespace {

/// The numbers in a text and what parts them: "2018年3月4日" is 2018, 3, 4 and "年月日".
struct Spelled {
    std::vector<int> numbers;
    std::string between;
};
Spelled spelled(std::string_view text) {
    Spelled found;
    for (std::size_t at = 0; at < text.size();) {
        int number = 0;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
        if (error == std::errc() && text[at] != '-') {
            found.numbers.push_back(number);
            at = static_cast<std::size_t>(end - text.data());
        } else {
            found.between += text[at++];
        }
    }
    return found;
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// A day as spreadsheets and people write it: 2018/3/4, 2018.3.4, 2018年3月4日, 2018-3-4, with a time of midnight.
std::string day_meant(std::string_view text) {
    for (const std::string_view midnight : {"T00:00:00", " 00:00:00", " 0:00:00", " 0:00"})
        if (text.ends_with(midnight)) text.remove_suffix(midnight.size());
    const auto [numbers, between] = spelled(text);
    const bool parted = between == "//" || between == ".." || between == "--" || between == "年月日";
    if (numbers.size() != 3 || !parted || numbers[0] < 1000) return {};
    const std::string day = std::to_string(numbers[0]) + "-" + two_digits(numbers[1]) + "-" + two_digits(numbers[2]);
    return parse_date(day) ? day : std::string();
}

/// A period as people write it: 2018年, 2018年上半年, 2018年第3季度, 2018年三季度, 2018/9, 2018年9月.
std::string period_meant(std::string_view text) {
    auto [numbers, between] = spelled(text);
    if (numbers.empty() || numbers[0] < 1000 || numbers[0] > 9999) return {};
    const std::string year = std::to_string(numbers[0]);
    static constexpr std::pair<std::string_view, std::string_view> parts[] = {
        {"年", ""},           {"年度", ""},         {"年全年", ""},      {"年上半年", "H1"}, {"年下半年", "H2"},
        {"年一季度", "Q1"},   {"年二季度", "Q2"},   {"年三季度", "Q3"},  {"年四季度", "Q4"}, {"年第一季度", "Q1"},
        {"年第二季度", "Q2"}, {"年第三季度", "Q3"}, {"年第四季度", "Q4"}};
    if (numbers.size() == 1)
        for (const auto& [words, part] : parts)
            if (between == words) return year + std::string(part);
    if (numbers.size() != 2) return {};
    const bool is_quarter = between == "年季度" || between == "年第季度";
    if (is_quarter && numbers[1] >= 1 && numbers[1] <= 4) return year + "Q" + std::to_string(numbers[1]);
    const bool is_month = between == "/" || between == "." || between == "-" || between == "年月";
    return is_month && numbers[1] >= 1 && numbers[1] <= 12 ? year + "-" + two_digits(numbers[1]) : std::string();
}

Message told(std::string_view text, const std::string& meant, Phrase otherwise) {
    return meant.empty() ? Message{otherwise, {text}} : Message{Phrase::written_otherwise, {text, meant}};
}

}  // namespace

Message no_day(std::string_view text) { return told(text, day_meant(text), Phrase::bad_date); }

Message no_period(std::string_view text) { return told(text, period_meant(text), Phrase::bad_period); }

}  // namespace libplan
