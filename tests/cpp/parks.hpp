#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "libplan/check.hpp"
#include "libplan/read.hpp"

namespace libplan::testing {

const std::filesystem::path data_folder = std::filesystem::path(LIBPLAN_SOURCE_DIR) / "tests/data";
const std::filesystem::path parks_folder = data_folder / "parks";
const std::filesystem::path parks_sound_folder = data_folder / "parks_sound";
const std::filesystem::path worked_plan_folder = std::filesystem::path(LIBPLAN_SOURCE_DIR) / "examples/qingxin";

inline std::string contents(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

/// One change of words in one file of a plan folder.
struct Edit {
    std::string file, from, to;
};

/// A copy of a plan folder that can be changed; it is gone when the test ends.
class FolderCopy {
public:
    explicit FolderCopy(const std::filesystem::path& original) {
        folder_ = std::filesystem::temp_directory_path() / ("libplan-test-" + std::to_string(std::random_device()()));
        std::filesystem::copy(original, folder_, std::filesystem::copy_options::recursive);
    }
    FolderCopy(const FolderCopy&) = delete;
    FolderCopy& operator=(const FolderCopy&) = delete;
    ~FolderCopy() { std::filesystem::remove_all(folder_); }

    const std::filesystem::path& path() const { return folder_; }

    /// Changes every occurrence; words that are not there fail the test.
    void change(const Edit& edit) const {
        std::string words = contents(folder_ / edit.file);
        std::size_t changes = 0;
        for (auto at = words.find(edit.from); at != std::string::npos;
             at = words.find(edit.from, at + edit.to.size())) {
            words.replace(at, edit.from.size(), edit.to);
            ++changes;
        }
        EXPECT_GT(changes, 0U) << edit.file << ": " << edit.from;
        std::ofstream(folder_ / edit.file, std::ios::binary) << words;
    }

private:
    std::filesystem::path folder_;
};

/// A contradiction planted in tests/data/parks: what is found because of it, and the edits that take it out.
struct Planted {
    std::vector<std::string> findings;  ///< code and title
    std::vector<Edit> cure;
};

/// Applied all together they turn tests/data/parks into tests/data/parks_sound.
inline const std::vector<Planted>& planted() {
    static const std::vector<Planted> all = {
        {{"sum 2020年 公园数量（正文）：合计与分项之和不符"},
         {{"figures.csv", "parks_pocket,2020,66,", "parks_pocket,2020,68,"}, {"plan.txt", "公园66个", "公园68个"}}},
        {{"sum 2019年 新增绿地面积（正文）：合计与分项之和不符",
          "span 2018—2020年 新增绿地面积（正文）：多年合计与各年之和不符"},
         {{"figures.csv", "new_area,2019,83.2,", "new_area,2019,38.2,"}, {"plan.txt", "83.2公顷", "38.2公顷"}}},
        {{"span 2018—2020年 植树数量（正文）：多年合计与各年之和不符"},
         {{"figures.csv", "trees,2018/2020,41.0,", "trees,2018/2020,40.0,"}, {"plan.txt", "41.0万株", "40.0万株"}}},
        {{"subset 2020年 无障碍公园数量（正文）：其中数大于总数"},
         {{"figures.csv", "accessible,2020,130,", "accessible,2020,103,"}, {"plan.txt", "公园130个", "公园103个"}}},
        {{"share 2020年 综合公园数量（正文）：占比与数字不符"},
         {{"identities.toml", "19.5", "17.5"}, {"plan.txt", "19.5%", "17.5%"}}},
        {{"ratio 2020年 人均公园绿地面积（正文）：比率与分子分母不符"},
         {{"figures.csv", ",14.60,", ",14.00,"}, {"plan.txt", "14.60平方米", "14.00平方米"}}},
        {{"trend 入园人次：趋势的说法与数字不符"},
         {{"figures.csv", "visits,2020,760,", "visits,2020,960,"}, {"plan.txt", "760万人次", "960万人次"}}},
        {{"text-table 2020年 养护人员（正文）：同一数字两处不一致"},
         {{"figures.csv", "staff,2020,860,", "staff,2020,806,"}, {"plan.txt", "人员860人", "人员806人"}}},
        {{"unit 2019年 养护支出（正文）：单位写错"},
         {{"figures.csv", "3860,元,", "3860,万元,"}, {"plan.txt", "3860元", "3860万元"}}},
        {{"unit 2019年 公园绿地面积（正文）：单位无法换算"},
         {{"figures.csv", "24600,亩", "1640,公顷"}, {"plan.txt", "24600亩", "1640公顷"}}},
        {{"rival-baselines 公园投诉量：基数有多个，口径不同"},
         {{"plan.toml", "# basis：规划没有写明口径", "basis = \"园林部门受理\""}}},
        {{"no-baseline 灌溉用水量：目标以基数为准，但没有给出基数"},
         {{"plan.toml", "# baseline：规划没有给出", "baseline = { year = 2020, value = 98 }"}}},
        {{"zero-base 游乐设施事故：基数为零，按百分比增减没有意义"},
         {{"plan.toml", "reduce_percent = 10,", "zero = true,"},
          {"plan.toml", "游乐设施事故下降10%", "杜绝游乐设施事故"},
          {"plan.txt", "游乐设施事故下降10%", "杜绝游乐设施事故"}}},
        {{"off-path 照明用电量：2023年中期目标不在通往期末目标的任何路径上"},
         {{"plan.toml", "reduce_percent = 5,", "reduce_percent = 12,"},
          {"plan.toml", "照明用电量下降5%", "照明用电量下降12%"},
          {"plan.txt", "照明用电量下降5%", "照明用电量下降12%"}}},
    };
    return all;
}

}  // namespace libplan::testing
