#pragma once
#include "libplan/assess.hpp"
#include "libplan/check.hpp"
#include "libplan/compare.hpp"
#include "libplan/side_by_side.hpp"
#include "libplan/table.hpp"
#include "libplan/tasks.hpp"

namespace libplan {

// Results as tables: a row for each record, columns by the names of its fields, choices as the words of files, points
// as decimals of 128 bits with six places, null where there is nothing. Sentences are in one language.

Table table_of(const Progress& progress, Language language);
/// A row for each year and series. Numbers are those of the columns, without a copy.
Table table_of(const std::shared_ptr<const ProgressColumns>& columns);
/// A row for each unit: total, grade, rank, what is still possible. Numbers are those of the assessment; only points
/// are widened.
Table by_unit(const std::shared_ptr<const Assessment>& assessment);
/// The units with a total, class by class and the best first.
Table ranking(const std::shared_ptr<const Assessment>& assessment);
/// A row for each unit and item.
Table by_item(const std::shared_ptr<const Assessment>& assessment);
/// A row for each unit. Points are in whole millionths, as they are kept; no column of numbers is copied.
/// Throws std::invalid_argument if there are fewer grades than the scores count.
Table table_of(const std::shared_ptr<const Scores>& scores, const std::vector<std::string>& grades);
Table table_of(const std::vector<Finding>& findings, Language language);
/// Where every task stands, and how much every body carries.
Table table_of(const TaskBoard& board, Language language);
Table load_table(const TaskBoard& board);
/// What each item, and what each cause, adds to a change.
Table table_of(const TotalChange& change);
Table cause_table(const TotalChange& change);
Table table_of(const SideBySide& judged, Language language);
Table control_table(const SideBySide& judged, Language language);

}  // namespace libplan
