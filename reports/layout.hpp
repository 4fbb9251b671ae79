#pragma once
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <variant>

#include "libplan/assess.hpp"
#include "libplan/check.hpp"
#include "libplan/compare.hpp"
#include "libplan/reach.hpp"
#include "libplan/side_by_side.hpp"
#include "libplan/tasks.hpp"

namespace libplan {

/// What a cell looks like; painters map it to a format or to nothing.
enum class Look {
    title,
    subtitle,
    notice,
    header,
    text,
    wrapped,
    plain,
    centered,
    number,
    points,
    input,
    input_text,  ///< words to be filled in
    group,
    group_points,
    total,
    total_points,
    good,
    fair,
    bad,
    muted,
    figure,
    alarm,
    label,
    step,     ///< between the parts of a group and its points
    changed,  ///< differs from what is usual
    aside     ///< workings beside the table, for formulas and whoever follows them
};

/// An indicator's figures against the path and the values that are asked for, drawn small in a notebook.
struct Sketch {
    std::vector<CourseYear> course;
    int judged = 0;      ///< the year whose figure is marked; 0: none
    std::string unit{};  ///< for whoever reads it instead of looking
    bool large = false;
    std::optional<Status> status{};  ///< of the judged year
};

/// What only few cells have.
struct CellExtras {
    std::string format{};     ///< number format of what is typed in: "@" text, "yyyy-mm-dd" a day; empty: by places
    std::string fact{};       ///< of a scorecard's input cell: the figure that stands in it
    std::string kept_fact{};  ///< of a hidden cell: the figure that stood in its input cell when this was written
    std::string link{};       ///< "internal:'Sheet'!A1" or "external:file.xlsx"
    std::string comment{};    ///< beside the cell; in a notebook below its words
    std::shared_ptr<const Sketch> sketch{};  ///< in a notebook; elsewhere the words stand alone
};

/// A card has thousands of them: they are kept small.
struct Cell {
    std::variant<std::monostate, std::string, double> value;  ///< the engine's result, also the cache of the formula
    std::string formula;                                      ///< without "="; empty: a plain value
    Look look = Look::text;
    int places = 0;        ///< decimals shown, for numbers
    int span = 1;          ///< columns merged
    bool percent = false;  ///< a share shown as a percentage

    const CellExtras& extras() const {
        static const CellExtras none;
        return extras_ ? *extras_ : none;
    }
    /// In place of those it had.
    void set(CellExtras extras) { extras_ = std::make_shared<const CellExtras>(std::move(extras)); }

private:
    std::shared_ptr<const CellExtras> extras_;  ///< never changed, so that copies can share it
};

struct Row {
    std::vector<Cell> cells;
    double height = 0;   ///< points; 0: by content
    bool folds = false;  ///< heads a chapter that lasts until the next such row; where possible it can be folded away
    bool open = false;   ///< and is not folded away at first
    bool starts_page = false;  ///< of a sheet one page wide, when it is printed
};

struct Chart {
    enum class Kind { bar, line } kind = Kind::bar;
    std::string title, value_axis;
    int row = 0, column = 0, width = 640, height = 300;  ///< top left cell (0-based), pixels
    struct Series {
        std::string name;
        int category_column = 0, value_column = 0, first_row = 0, last_row = 0;  ///< on the same sheet, or sheet_name
        std::string sheet;
        bool across = false;  ///< categories and values run along a row: rows and columns exchanged
        bool operator==(const Series&) const = default;
    };
    std::vector<Series> series;
    std::string description;  ///< alt text
    bool operator==(const Chart&) const = default;
};

/// All of a sheet but its cells. Row and column numbers start at 0.
struct SheetSetup {
    std::string name;
    std::vector<double> widths;  ///< characters; a CJK character counts two
    std::vector<Chart> charts;
    bool landscape = false;
    bool on_a3 = false;   ///< too wide or too long to be read on A4
    int header_row = -1;  ///< repeated on every page, frozen on screen
    bool fit_one_page = false;
    int pages_across = 1;      ///< of a sheet that is too wide for one
    int repeated_columns = 0;  ///< on each of them
    struct DataBar {
        int first_row, last_row, column;
        bool operator==(const DataBar&) const = default;
    };
    std::vector<DataBar> data_bars;  ///< of values 0..1
    /// Cells that stand out while a formula holds, written for the first of them; of several the first that holds.
    struct Highlight {
        int first_row, last_row, column;
        std::string formula;
        int last_column = -1;   ///< none: the one column
        Look look = Look::bad;  ///< good, fair, or muted: what is out of date
        bool operator==(const Highlight&) const = default;
    };
    std::vector<Highlight> highlights;
    std::vector<int> hidden_columns;
    bool hidden = false;                                     ///< for lists and for what identifies a workbook
    bool locked = false;                                     ///< only input cells can be changed
    int printed_columns = 0;                                 ///< 0: all; the others are for the screen
    int printed_rows = 0;                                    ///< 0: all; the others are room to type into
    std::size_t left_out = 0;                                ///< further rows that there are, but not here
    std::vector<std::pair<std::string, std::string>> names;  ///< defined names: name, "='Sheet'!$A$1"
    bool operator==(const SheetSetup&) const = default;
};

/// A sheet of cells, painted as a worksheet or as text.
struct Sheet : SheetSetup {
    std::vector<Row> rows;
    /// What may be typed into cells of a column: the first cell's prompt, and what is told of anything else.
    struct Validation {
        enum class Kind {
            list,    ///< what stands in a range of another sheet
            number,  ///< between two numbers
            day,     ///< between two days, given as serial numbers
            formula  ///< for which a formula of the first cell holds
        } kind = Kind::list;
        int first_row = 0, last_row = 0, column = 0;
        std::string formula{};  ///< of a list its range, "'Sheet'!$A$1:$A$9"
        double lowest = 0, highest = 0;
        std::string title{}, prompt{}, error{};  ///< cut to what spreadsheets show: 32 and 255 characters
    };
    std::vector<Validation> validations;
};

/// The characters across and the rows of the usual height down that landscape paper holds in print of 7 points.
struct Paper {
    double characters, rows;
};
inline constexpr Paper landscape_a4{200, 35}, landscape_a3{280, 52};

/// "C7"; absolute: "$C$7".
std::string cell_name(int row, int column, bool absolute = false);

/// How the percentages and shares that a report computes are shown: completion, share used, share of the indicators
/// per status, of the units per grade. Scores are none of them: their scheme rounds them.
struct ReportNumbers {
    int places = 2;  ///< decimals of a percentage, 0 to 6
    Rounding rounding = Rounding::half_up;
    bool shares_of_100 = false;  ///< columns of shares sum to exactly 100 (largest remainder)
    bool operator==(const ReportNumbers&) const = default;
};

/// What scorers noted beside their marks of a year: by unit and item, one note of each scorer.
using MarkNotes = std::map<std::string, std::map<std::string, std::map<Scorer, std::string>>>;
MarkNotes notes_of(const std::vector<Mark>& marks, int year);

struct ReportInputs {
    const Plan& plan;
    const Observations& observations;
    const Progress& progress;
    const std::vector<Finding>& findings;
    Language language = Language::zh;
    const TaskBoard* tasks = nullptr;          ///< none: no sheets of tasks
    const SideBySide* side_by_side = nullptr;  ///< none: no sheets of comparison
    ReportNumbers numbers{};
    const std::vector<Assessment>* last_year = nullptr;  ///< one per scheme; none: no sheet of changes
    const MarkNotes* notes = nullptr;                    ///< none: scorecards tell what follows from the rules alone
};

/// 成绩单, 评分明细, 指标进展, its charts, 任务, 说明与口径 of one unit. `changed`: figures that were typed over since.
std::vector<Sheet> layout_scorecard(const ReportInputs& inputs, const Assessment& assessment, std::size_t unit,
                                    const std::set<std::string>& changed = {});
/// 排名, 单位×项目, 得分分布, 一票否决, 比上年变化, 指标进展, 重点指标, 进度比较, 控制数进度, 状态与等级占比, 任务,
/// 任务分工, 问题清单, 规划, 说明与口径 of the whole plan.
std::vector<Sheet> layout_summary(const ReportInputs& inputs, const std::vector<Assessment>& assessments);
Sheet layout_progress(const Progress& progress, Language language, const ReportNumbers& numbers = {});
/// What 进度比较 and 控制数进度 of the summary show, in tables narrow enough for a terminal.
std::vector<Sheet> layout_side_by_side_narrow(const SideBySide& all, Language language,
                                              const ReportNumbers& numbers = {});
/// Formulas that count where a workbook shows what is counted, by the cell that names it; empty: counts are constants.
struct CountedIn {
    std::function<std::string(const std::string& title)> statuses{};
    std::function<std::string(std::size_t assessment, const std::string& title)> grades{};
    /// What the cell is called that holds the lowest points of a grade; empty: there are no such cells.
    std::function<std::string(std::size_t assessment, std::size_t grade)> limit_name{};
};
/// 状态与等级占比: how many indicators have each status, how many units each grade, and their shares.
Sheet layout_shares(const Progress& progress, const std::vector<Assessment>& assessments, Language language,
                    const ReportNumbers& numbers = {}, const CountedIn& counted = {});
/// 说明与口径: how figures are rounded and what the columns of the other sheets mean.
Sheet layout_notes(const Plan& plan, Language language, const ReportNumbers& numbers = {});
/// How percentages and shares are rounded, in one sentence.
std::string words_of(const ReportNumbers& numbers, Language language);
/// How many findings there are, and of what.
std::string findings_title(const std::vector<Finding>& findings, Language language);
Sheet layout_findings(const std::vector<Finding>& findings, Language language);
Sheet layout_ranking(const Assessment& assessment, Language language);
/// One scorecard at a glance, in the language of its words: the total, then where points were lost and why, most first,
/// then what is still open.
Sheet layout_losses(const Scorecard& card);
/// Where the change of a total comes from, in the language of its words: by cause, then item by item; each adds up to
/// the difference.
Sheet layout_change(const TotalChange& change);
/// What it would take, in the language of its words: the ways, or why there is none, then where points are left, most
/// first.
Sheet layout_reach(const Attainment& answer);
/// The plan chapter by chapter: indicators with their targets, nature and strength, tasks with deadline, lead and
/// strength.
Sheet layout_plan(const Plan& plan, Language language);
/// 任务 of one body, or of the whole plan (body empty), the most pressing first.
Sheet layout_tasks(const Plan& plan, const TaskBoard& board, std::string_view body, Language language);
/// The overdue tasks and those at risk, or all of them, narrow enough for a terminal: under each who supports it, where
/// it is carried out, what is to come of it and the evidence reported.
Sheet layout_pressing(const Plan& plan, const TaskBoard& board, Language language, bool all = false);
/// 任务分工: how many tasks each body carries, then tasks, indicators and bodies that are left out.
Sheet layout_load(const Plan& plan, const TaskBoard& board, Language language);

}  // namespace libplan
