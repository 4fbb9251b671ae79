#pragma once
// Private: the sheets of the summary that look over all units at once, and where its ranking shows each of them.
#include "libplan/read.hpp"
#include "reports/cells.hpp"

namespace libplan {

/// In a hidden cell beside the title of the ranking; behind it stand the plan, the year and the language.
constexpr std::string_view summary_mark = "libplan:summary";

/// Of the year before, with the same schemes; none before the plan begins, or where a scheme refuses what is missing.
std::vector<Assessment> assess_last_year(const PlanFolder& folder, int year);

enum RankingColumn { ranking_rank, ranking_unit, ranking_class, ranking_total, ranking_grade, ranking_note };

/// The ranking as it was laid out, for other sheets to refer to.
struct RankingPlaces {
    std::string sheet;
    struct Class {
        std::string title;
        int first_row = 0, last_row = 0;
        std::vector<std::size_t> units;
    };
    struct Places {
        std::vector<int> rows;  ///< of each unit
        std::vector<Class> classes;
    };
    std::vector<Places> assessments;

    std::string cell(std::size_t assessment, std::size_t unit, RankingColumn column) const;
};

/// What the cell is called that holds the lowest points of a grade.
std::string grade_limit_name(std::size_t assessment, std::size_t grade);

/// What the ranking shows of a unit.
Cell total_cell(const Assessment& assessment, std::size_t unit, Look look, Language language);
Cell rank_cell(const Assessment& assessment, std::size_t unit, Look look, Language language);
std::string grade_title(const Assessment& assessment, std::size_t unit, Language language);

/// 单位×项目: points by group, item and unit, shaded by rate.
Sheet layout_matrix(const Assessment& assessment, std::size_t index, const RankingPlaces& ranking, Language language);
/// 得分分布: the highest, mean, median and lowest total of each class, and how many units lie in each range of rates.
Sheet layout_distribution(const std::vector<Assessment>& assessments, const RankingPlaces& ranking,
                          const ReportNumbers& numbers, Language language);
/// 进度比较, and 控制数进度 if the year has control figures; `progress`: the table whose figures they follow.
std::vector<Sheet> layout_side_by_side(const ReportInputs& inputs, const Sheet& progress);
/// 一票否决: whom each veto hit.
Sheet layout_vetoes(const std::vector<Assessment>& assessments, Language language);
/// 比上年变化: totals, grades and ranks beside those of the year before; no rows where nothing is known of it.
Sheet layout_last_year(const std::vector<Assessment>& assessments, const std::vector<Assessment>& last_year,
                       const RankingPlaces& ranking, Language language);

}  // namespace libplan
