#include <gtest/gtest.h>

#include <vector>

#include "libplan/phrases.hpp"
#include "libplan/points.hpp"

namespace libplan {

TEST(Rounding, ReadsDecimalsAsTheyAreWritten) {
    EXPECT_EQ(round_decimal(2.675, 2), 2.68);
    EXPECT_EQ(round_decimal(1.005, 2), 1.01);
    EXPECT_EQ(round_decimal(-2.5, 0), -3);
    EXPECT_EQ(round_decimal(2.5, 0, Rounding::half_even), 2);
    EXPECT_EQ(round_decimal(3.5, 0, Rounding::half_even), 4);
    EXPECT_EQ(round_decimal(17.779, 2, Rounding::truncate), 17.77);
    EXPECT_EQ(round_decimal(17.771, 2, Rounding::up), 17.78);
}

TEST(Points, AreExactOrRefused) {
    EXPECT_EQ(exact_points(0.1) + exact_points(0.2), exact_points(0.3));
    EXPECT_EQ(to_string(exact_points(-0.25)), "-0.25");
    EXPECT_THROW(exact_points(0.1234567), std::range_error);
}

TEST(Shares, SumToAHundredByLargestRemainder) {
    EXPECT_EQ(shares_of_100(std::vector<double>{1, 1, 1}), (std::vector<double>{33.34, 33.33, 33.33}));
    EXPECT_EQ(shares_of_100(std::vector<double>{961, 526, 1}, 1), (std::vector<double>{64.6, 35.3, 0.1}));
    EXPECT_EQ(shares_of_100(std::vector<double>{1, 1, 1, 1, 1, 1}, 0), (std::vector<double>{17, 17, 17, 17, 16, 16}));
    EXPECT_THROW(shares_of_100(std::vector<double>{0, 0}), std::invalid_argument);
    EXPECT_THROW(shares_of_100(std::vector<double>{-1, 2}), std::invalid_argument);
}

// domain.md, rounding in bulletins: 13/32 → 40.63 %, −8/45 → "下降17.77%".
TEST(Rounding, OfBulletins) {
    EXPECT_EQ(round_decimal(13.0 / 32 * 100, 2), 40.63);
    EXPECT_EQ(round_decimal(13.0 / 32 * 100, 2, Rounding::half_even), 40.62);
    EXPECT_EQ(round_decimal(13.0 / 32 * 100, 2, Rounding::truncate), 40.62);
    EXPECT_EQ(round_decimal(-8.0 / 45 * 100, 2), -17.78);
    EXPECT_EQ(round_decimal(-8.0 / 45 * 100, 2, Rounding::truncate), -17.77);
}

TEST(Points, AreParsedAsTheyArePrinted) {
    for (const char* words : {"12.5", "-0.25", "18", "0.000001"}) EXPECT_EQ(to_string(*parse_points(words)), words);
    EXPECT_EQ(to_string(*parse_points("67.9600000")), "67.96");
    for (const char* words : {"", "-", ".5", "1.0000001", "1e3", "1.2.3", "NaN"})
        EXPECT_FALSE(parse_points(words)) << words;
}

TEST(Phrases, OneIsNotMany) {
    EXPECT_EQ(say(Language::en, Phrase::words_per_loss, "1%", "1"), ", 1 point off per 1%");
    EXPECT_EQ(say(Language::en, Phrase::words_per_loss, "1%", "0.1"), ", 0.1 points off per 1%");
    EXPECT_EQ(say(Language::en, Phrase::words_share, "target 8", "1", "1"),
              "target 8, actual 1, 1 point in proportion");
    EXPECT_EQ(say(Language::en, Phrase::words_lost, "-1", "11"), "; -1 points lost, 11 scored");
}

TEST(Phrases, EachHasBothLanguages) {
    for (std::size_t i = 0; i < phrase_count(); ++i) {
        const auto phrase = static_cast<Phrase>(i);
        if (phrase == Phrase::verbatim) continue;  // the user's own words
        EXPECT_FALSE(pattern(phrase, Language::zh).empty()) << phrase_name(phrase);
        EXPECT_FALSE(pattern(phrase, Language::en).empty()) << phrase_name(phrase);
    }
}

}  // namespace libplan
