#pragma once
// Private: what a fill-in workbook asks of a unit. The layout writes it, on sheets to be filled in and once more on a
// hidden one; reading a filled one holds what came back against the latter, and that against what the plan asks now.
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "libplan/body_titles.hpp"
#include "libplan/read.hpp"
#include "reports/template.hpp"

namespace libplan {

/// Both sheets, of marks and figures and of tasks, have the same columns; where they differ the task's meaning stands
/// behind.
enum FillColumn {
    fill_number,
    fill_title,
    fill_clause,   ///< what it is held against; of a task its deliverable
    fill_full,     ///< full points or unit of measure; deadline
    fill_who,      ///< scorer; role
    fill_allowed,  ///< what may be filled in; the date of the report is filled in here
    fill_value,    ///< mark or figure; status
    fill_state,    ///< why there is none; percentage
    fill_check,
    fill_evidence,
    fill_link,
    fill_remark,
    fill_printed_columns,
    fill_key = fill_printed_columns,  ///< hidden: what the row is, wherever it is moved
    fill_columns
};
constexpr int fill_header_row = 3;
constexpr std::string_view rows_mark = "libplan:rows", tasks_mark = "libplan:tasks";

/// The heads of a sheet, column by column.
std::vector<Phrase> fill_heads(bool of_tasks);

/// The latest report on a task that is known.
struct KnownReport {
    Date date{};
    TaskStatus status = TaskStatus::not_started;
    double percent = 0;
    std::string evidence;
    bool operator==(const KnownReport&) const = default;
};

struct FillRow {
    enum class Kind { group, mark, figure, observation, report } kind = Kind::group;
    std::string id;
    int year = 0;                                   ///< of a mark, a figure or a report
    std::string period;                             ///< of an observation
    Scorer scorer = Scorer::self;                   ///< of a mark
    std::string title, clause, full, who, allowed;  ///< the words of the row
    std::optional<double> highest;  ///< of a mark: full points, or the most that is taken off; of a figure, like the
    std::optional<double> lowest;   ///< lowest, a natural limit that the plan states
    double full_points = 0, step = 0;
    std::optional<double> deduct_from;
    bool is_count = false;  ///< of a figure: a whole number from 0
    Message takes, by;      ///< what may be filled in and by whom, in either language
    std::optional<double> value;
    State state = State::missing;       ///< value and state are what is known already
    std::optional<KnownReport> report;  ///< likewise, of a task
    std::string remark;
    bool may_be_below_one = false;   ///< of a percentage: last year's figure or the target is
    bool may_be_beyond_100 = false;  ///< likewise, or below 0

    /// Whether a figure can be this number.
    bool takes_figure(double number) const;
    std::string key() const;
    /// A number that the words and limits of the row give; another one if any of them is changed.
    std::string print() const;
    /// The item as far as it says which marks it takes.
    Item item() const;
    /// The words of a column.
    const std::string& words(FillColumn column) const;
};

struct FillIn {
    std::string plan, unit, unit_title;
    int year = 0, first_year = 0, last_year = 0;  ///< the last two are of the plan
    TemplateOptions options;
    std::vector<FillRow> rows, tasks;
    bool illustrative = false;

    bool is_empty() const { return rows.empty() && tasks.empty(); }
    std::string title(Phrase phrase) const;
    /// Of all keys and prints: another one as soon as the plan asks anything else.
    std::string version() const;
};

/// "自评、考核组"; empty if none are named.
std::string words_of(const std::vector<Scorer>& scorers, Language language);

/// Whether it is no share: one of a whole is neither negative nor more than all of it.
bool is_beyond_percentages(double percent);

/// What may be filled in, in words.
Message allowed_in(const FillRow& row);

/// What a plan folder holds of each body, found once for all forms.
class FillInSource {
public:
    explicit FillInSource(const PlanFolder& folder);

    /// Throws InputError for a year outside the plan, and for a unit or a scheme that is not there.
    FillIn ask(std::string_view unit, int year, const TemplateOptions& options) const;
    const PlanFolder& folder() const { return folder_; }

    struct CarriedTask {
        const Task* task;
        Phrase role;
        bool illustrative;
    };
    std::span<const Mark* const> marks_of(std::string_view body) const { return of(marks_, body); }
    std::span<const SuppliedFigure* const> figures_of(std::string_view body) const { return of(figures_, body); }
    std::span<const TaskReport* const> reports_of(std::string_view body) const { return of(reports_, body); }
    std::span<const CarriedTask> tasks_of(std::string_view body) const { return of(tasks_, body); }
    std::string title_of(const Body& body) const { return titles_.of(body); }
    /// Whether a fact is counted in whole numbers: by its unit, unless a figure of the folder says otherwise.
    bool counts(const FactDefinition& fact) const;

private:
    template <class Record>
    using ByBody = std::unordered_map<std::string_view, std::vector<Record>>;
    template <class Record>
    static std::span<const Record> of(const ByBody<Record>& records, std::string_view body) {
        const auto found = records.find(body);
        return found == records.end() ? std::span<const Record>() : std::span<const Record>(found->second);
    }
    void add_tasks(const Responsibility& responsibility);

    const PlanFolder& folder_;
    BodyTitles titles_;
    ByBody<const Mark*> marks_;
    ByBody<const SuppliedFigure*> figures_;
    ByBody<const TaskReport*> reports_;
    ByBody<CarriedTask> tasks_;
    std::unordered_set<std::string_view> measured_;  ///< facts that have fractions or negative figures
};

/// The sheets of a form.
std::vector<Sheet> layout_template(const FillIn& asked);

/// The word of the format for a choice as it is shown in a language, and back.
Phrase phrase_of(TaskStatus status);
std::optional<TaskStatus> status_named(std::string_view words);
/// "不涉及", "N/A", "未评" …; nothing for other words.
std::optional<State> state_named(std::string_view words);

}  // namespace libplan
