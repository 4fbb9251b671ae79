#pragma once
// Private: what a fill-in workbook asks of a unit. The layout writes it, and reading a filled one holds it against what
// the plan asks now.
#include <optional>
#include <span>
#include <unordered_map>

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
    fill_print,                       ///< hidden: fingerprint of the words that the row was sent out with
    fill_columns
};
constexpr int fill_header_row = 3;

/// What identifies a workbook, its cells side by side on a hidden sheet.
enum IdentityColumn {
    identity_mark,
    identity_format,
    identity_plan,
    identity_unit,
    identity_year,
    identity_language,
    identity_scorers,
    identity_scheme,
    identity_version,
    identity_columns
};
constexpr std::string_view fill_in_mark = "libplan:fill-in", fill_in_format = "1";
constexpr std::string_view rows_mark = "libplan:rows", tasks_mark = "libplan:tasks";

struct FillRow {
    enum class Kind { group, mark, figure, report } kind = Kind::group;
    std::string id;
    int year = 0;
    Scorer scorer = Scorer::self;                   ///< of a mark
    const Item* item = nullptr;                     ///< of a mark
    const FactDefinition* fact = nullptr;           ///< of a figure
    const Task* task = nullptr;                     ///< of a report
    std::string title, clause, full, who, allowed;  ///< the words of the row
    Message takes, by;                              ///< what may be filled in and by whom, in either language
    std::optional<double> value;                    ///< known already
    State state = State::missing;
    std::string remark;

    std::string key() const;
    /// A number that the words of the row give; another one if any of them is changed.
    std::string print() const;
};
std::string print_of(std::string_view title, std::string_view clause, std::string_view full, std::string_view who,
                     std::string_view allowed);

struct FillIn {
    const PlanFolder* folder = nullptr;
    const Body* unit = nullptr;
    int year = 0;
    TemplateOptions options;
    std::vector<FillRow> rows, tasks;
    bool illustrative = false;

    /// Of all keys and prints: another one as soon as the plan asks anything else.
    std::string version() const;
};

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
    std::span<const CarriedTask> tasks_of(std::string_view body) const { return of(tasks_, body); }

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
    ByBody<const Mark*> marks_;
    ByBody<const SuppliedFigure*> figures_;
    ByBody<CarriedTask> tasks_;
};

/// The sheets of a form.
std::vector<Sheet> layout_template(const FillIn& asked);

/// The word of the format for a choice as it is shown in a language, and back.
Phrase phrase_of(TaskStatus status);
std::optional<TaskStatus> status_named(std::string_view words);
/// "不涉及", "N/A", "未评" …; nothing for other words.
std::optional<State> state_named(std::string_view words);

}  // namespace libplan
