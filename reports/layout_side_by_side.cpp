#include <algorithm>
#include <cmath>
#include <functional>

#include "libplan/pace_formula.hpp"
#include "libplan/utf8.hpp"
#include "reports/progress_page.hpp"
#include "reports/summary.hpp"

namespace libplan {
namespace {

Look look_of(PaceClass pace) {
    if (pace == PaceClass::undefined) return Look::muted;
    if (pace == PaceClass::achieved || pace == PaceClass::on_track) return Look::good;
    return pace == PaceClass::accelerate ? Look::fair : Look::bad;
}

Look look_of(ControlStanding standing) {
    if (standing == ControlStanding::unknown) return Look::muted;
    if (standing == ControlStanding::within_pace) return Look::good;
    return standing == ControlStanding::reached ? Look::fair : Look::bad;
}

Cell optional_score(const std::optional<double>& score) {
    return score ? number(round_decimal(*score, 2), Look::number, 2) : words("—", Look::centered);
}

/// One table of the comparison: which columns, of which records.
template <class Record>
struct ComparedColumn {
    Phrase head;
    double width;
    std::function<Cell(const Record&, int row)> cell;
};

enum ControlColumn {
    control_so_far = 2,
    control_figure,
    control_used,
    control_months,
    control_time,
    control_standing,
    control_reason
};

constexpr ControlStanding standings[] = {
    ControlStanding::within_pace, ControlStanding::over_pace, ControlStanding::behind_pace, ControlStanding::reached,
    ControlStanding::over,        ControlStanding::under,     ControlStanding::unknown};

constexpr int table_subtitle = 1, table_header = 3;  // rows

class Comparing {
public:
    Comparing(const SideBySide& all, Language language, const ReportNumbers& numbers)
        : all_(all), language_(language), numbers_(numbers) {}

    Sheet judgements(const std::vector<ComparedColumn<Judgement>>& columns) const {
        return table(Phrase::sheet_side_by_side, title(Phrase::side_by_side_title), all_.judgements, columns,
                     disagreement_words());
    }

    Sheet controls(const std::vector<ComparedColumn<ControlReading>>& columns) const {
        return table(Phrase::sheet_controls, title(Phrase::controls_title), all_.controls, columns, control_words());
    }

    void add_joint(Sheet& sheet) const {
        if (all_.joint.empty()) return;
        const int columns = static_cast<int>(sheet.widths.size());
        sheet.rows.push_back({});
        sheet.rows.push_back({{words(say(language_, Phrase::joint_title), Look::label, columns)}});
        sheet.rows.push_back(
            header_row({Phrase::head_indicator, Phrase::head_series, Phrase::head_pace_class, Phrase::head_pace_score},
                       language_));
        for (const JointJudgement& joint : all_.joint)
            sheet.rows.push_back({{words(marked(joint.title, joint.illustrative, language_), Look::wrapped),
                                   number(joint.series, Look::number, 0), class_cell(joint.pace.compound),
                                   optional_score(joint.pace.score)}});
    }

    // ---- columns of a judgement ----

    ComparedColumn<Judgement> indicator(double width, bool with_body) const {
        return {Phrase::head_indicator, width, [this, with_body](const Judgement& judgement, int) {
                    const Reading& reading = judgement.reading;
                    std::string title = reading.title;
                    if (with_body && !reading.body.empty())
                        title = say(language_, Phrase::with_detail, title, judgement.body_title);
                    else if (!reading.unit.empty())
                        title = say(language_, Phrase::with_detail, title, reading.unit);
                    return words(of_reading(std::move(title), reading, language_), Look::wrapped);
                }};
    }
    ComparedColumn<Judgement> body(double width) const {
        return {Phrase::head_unit, width, [this](const Judgement& judgement, int) {
                    return words(
                        judgement.reading.body.empty() ? say(language_, Phrase::supply_area) : judgement.body_title,
                        Look::wrapped);
                }};
    }
    ComparedColumn<Judgement> value(double width) const {
        return {Phrase::head_value, width, [this](const Judgement& judgement, int) {
                    const auto& figure = judgement.reading.value;
                    return figure ? number(*figure, Look::number, decimals_of(*figure))
                                  : words(say(language_, phrase_of(judgement.reading.state)), Look::muted);
                }};
    }
    ComparedColumn<Judgement> asked(double width) const {
        return {Phrase::head_asked, width, [](const Judgement& judgement, int) {
                    const auto& interval = judgement.reading.admissible;
                    return words(interval ? to_string(*interval) : "—", Look::centered);
                }};
    }
    ComparedColumn<Judgement> completion(double width) const {
        return {Phrase::head_from_baseline, width, [this](const Judgement& judgement, int) {
                    return optional_percentage(judgement.reading.completion, numbers_);
                }};
    }
    ComparedColumn<Judgement> ratio_to_target(double width) const {
        return {Phrase::head_to_target, width, [this](const Judgement& judgement, int) {
                    return optional_percentage(judgement.reading.ratio_to_target, numbers_);
                }};
    }
    ComparedColumn<Judgement> ratio_form(double width) const {
        return {Phrase::head_ratio_form, width, [this](const Judgement& judgement, int) {
                    if (!judgement.reading.ratio_to_target) return words("—", Look::centered);
                    return words(
                        say(language_, judgement.reduction ? Phrase::ratio_of_reduction : Phrase::ratio_of_level),
                        Look::centered);
                }};
    }
    ComparedColumn<Judgement> status(Phrase head, double width, Status Judgement::*of) const {
        return {head, width, [this, of](const Judgement& judgement, int) {
                    return words(say(language_, phrase_of(judgement.*of)), libplan::look_of(judgement.*of));
                }};
    }
    ComparedColumn<Judgement> growth(Phrase head, double width, std::optional<double> Pace::*of) const {
        return {head, width, [this, of](const Judgement& judgement, int) {
                    return optional_percentage(judgement.pace ? (*judgement.pace).*of : std::nullopt, numbers_);
                }};
    }
    ComparedColumn<Judgement> pace_class(double width) const {
        return {Phrase::head_pace_class, width, [this](const Judgement& judgement, int) {
                    return judgement.pace ? class_cell(judgement.pace->compound) : words("—", Look::centered);
                }};
    }
    ComparedColumn<Judgement> pace_score(double width) const {
        return {Phrase::head_pace_score, width, [](const Judgement& judgement, int) {
                    return optional_score(judgement.pace ? judgement.pace->score : std::nullopt);
                }};
    }
    ComparedColumn<Judgement> disagreement(double width) const {
        return {Phrase::head_disagreement, width, [this](const Judgement& judgement, int) {
                    const std::string told = text(disagreement_of(judgement), language_);
                    return words(told, told.empty() ? Look::centered : Look::bad);
                }};
    }
    ComparedColumn<Judgement> remarks(double width) const {
        return {Phrase::head_why, width, [this](const Judgement& judgement, int) {
                    std::vector<Message> remarks{reason_of(judgement.reading, numbers_, language_)};
                    if (!judgement.pace_reason.words.empty() || judgement.pace_reason.phrase != Phrase::verbatim)
                        remarks.push_back(judgement.pace_reason);
                    if (remarks.size() > 1 && text(remarks[1], language_) == text(judgement.reading.reason, language_))
                        remarks.pop_back();
                    if (judgement.twelve_months)
                        remarks.emplace_back(Phrase::twelve_months_met,
                                             std::vector<Message>{to_string(judgement.twelve_months->first),
                                                                  to_string(judgement.twelve_months->last)});
                    return words(text(joined(Phrase::semicolon, std::move(remarks)), language_), Look::wrapped);
                }};
    }

    // ---- columns of a control figure ----

    std::vector<ComparedColumn<ControlReading>> control_columns(bool narrow) const {
        using Reading = ControlReading;
        const auto figure = [](const std::optional<double>& value) {
            return value ? number(*value, Look::number, decimals_of(*value)) : words("—", Look::centered);
        };
        std::vector<ComparedColumn<Reading>> columns{
            {Phrase::head_indicator, narrow ? 22.0 : 36.0,
             [this](const Reading& reading, int) {
                 const std::string title = reading.title.empty() ? reading.indicator : reading.title;
                 return words(
                     marked(reading.unit.empty() ? title : say(language_, Phrase::with_detail, title, reading.unit),
                            reading.illustrative, language_),
                     Look::wrapped);
             }},
            {Phrase::head_unit, narrow ? 14.0 : 22.0,
             [this](const Reading& reading, int) {
                 if (reading.body.empty()) return words(say(language_, Phrase::supply_area), Look::wrapped);
                 return words(reading.body_title.empty() ? reading.body : reading.body_title, Look::wrapped);
             }},
            {Phrase::head_so_far, 9, [figure](const Reading& reading, int) { return figure(reading.actual); }},
            {Phrase::head_control, 8, [figure](const Reading& reading, int) { return figure(reading.control); }},
            {Phrase::head_used, 10,
             [this](const Reading& reading, int) { return optional_percentage(reading.used(), numbers_); }},
            {Phrase::head_time_of_year, 10,
             [this](const Reading& reading, int) { return percentage(reading.time_gone(), numbers_); }},
            {Phrase::head_status,
             narrow         ? 16.0
             : in_english() ? 26.0
                            : 18.0,
             [this](const Reading& reading, int) {
                 return words(say(language_, phrase_of(reading.standing)), look_of(reading.standing));
             }}};
        if (narrow) return columns;
        columns.insert(columns.begin() + control_months,
                       {Phrase::head_months_gone, in_english() ? 12.0 : 9.0,
                        [](const Reading& reading, int) { return number(reading.months_gone, Look::number, 0); }});
        columns.push_back({Phrase::head_reason_of_control, 56, [this](const Reading& reading, int) {
                               return words(reason_of(reading, numbers_, language_), Look::wrapped);
                           }});
        return columns;
    }

protected:
    template <class Record>
    Sheet table(Phrase name, std::string title, const std::vector<Record>& records,
                const std::vector<ComparedColumn<Record>>& columns, std::string subtitle) const {
        const int width = static_cast<int>(columns.size());
        Sheet sheet;
        sheet.name = say(language_, name);
        sheet.rows.push_back(title_row(std::move(title), width));
        sheet.rows.push_back({{words(std::move(subtitle), Look::subtitle, width)}, 26});
        sheet.rows.push_back(notice_row(illustrative(), width, language_));
        sheet.header_row = table_header;
        std::vector<Phrase> heads;
        for (const ComparedColumn<Record>& column : columns) {
            heads.push_back(column.head);
            sheet.widths.push_back(column.width);
        }
        sheet.rows.push_back(header_row(heads, language_));
        for (const Record& record : records) {
            Row row;
            for (const ComparedColumn<Record>& column : columns)
                row.cells.push_back(column.cell(record, static_cast<int>(sheet.rows.size())));
            sheet.rows.push_back(std::move(row));
        }
        return sheet;
    }

    bool in_english() const { return language_ == Language::en; }  // whose words are wider

    const SideBySide& all_;
    Language language_;
    const ReportNumbers& numbers_;

private:
    bool illustrative() const {
        return std::any_of(all_.judgements.begin(), all_.judgements.end(),
                           [](const Judgement& judgement) { return judgement.reading.illustrative; }) ||
               std::any_of(all_.controls.begin(), all_.controls.end(),
                           [](const ControlReading& reading) { return reading.illustrative; });
    }

    std::string title(Phrase phrase) const {
        const std::string year = say(language_, phrase, std::to_string(all_.year));
        return all_.as_of ? say(language_, Phrase::known_on, year, to_string(*all_.as_of)) : year;
    }

    /// "读数43条，判断不一致5条：直线与等比2条，增速与直线3条，好坏相反1条"
    std::string disagreement_words() const {
        int counts[3] = {};
        for (const Judgement& judgement : all_.judgements)
            for (const Disagreement each : judgement.disagreements()) ++counts[static_cast<int>(each)];
        return say(language_, Phrase::disagreement_count, std::to_string(all_.judgements.size()),
                   std::to_string(all_.disagreements()), std::to_string(counts[0]), std::to_string(counts[1]),
                   std::to_string(counts[2]));
    }

    /// "控制数12个：在进度内9个，超进度2个，超全年控制数1个"
    std::string control_words() const {
        std::vector<Message> counts;
        for (const auto standing : standings) {
            const auto count = std::count_if(all_.controls.begin(), all_.controls.end(),
                                             [&](const ControlReading& each) { return each.standing == standing; });
            if (count > 0)
                counts.emplace_back(Phrase::controls_of_standing,
                                    std::vector<Message>{phrase_of(standing), std::to_string(count)});
        }
        return say(language_, Phrase::control_count, std::to_string(all_.controls.size()),
                   joined(Phrase::comma, std::move(counts)));
    }

    Cell class_cell(PaceClass pace) const { return words(say(language_, phrase_of(pace)), look_of(pace)); }

    Message disagreement_of(const Judgement& judgement) const {
        std::vector<Message> all;
        for (const Disagreement each : judgement.disagreements()) {
            if (each == Disagreement::paths)
                all.emplace_back(Phrase::disagree_paths,
                                 std::vector<Message>{phrase_of(judgement.linear), phrase_of(judgement.geometric)});
            else if (each == Disagreement::growth)
                all.emplace_back(Phrase::disagree_growth, std::vector<Message>{phrase_of(judgement.pace->compound),
                                                                               phrase_of(judgement.pace->linear)});
            else
                all.emplace_back(Phrase::disagree_verdict, std::vector<Message>{phrase_of(judgement.reading.status),
                                                                                phrase_of(judgement.pace->compound)});
        }
        return joined(Phrase::semicolon, std::move(all));
    }
};

enum JudgementColumn {
    judged_value = 2,
    judged_asked,
    judged_completion,
    judged_to_target,
    judged_form,
    judged_linear,
    judged_geometric,
    judged_growth,
    judged_needed,
    judged_ratio,
    judged_class,
    judged_score,
    judged_disagreement,
    judged_remarks
};

/// The tables of a workbook: what follows from the figures of 指标进展 and of control figures follows them; what does
/// not says so once they are typed over.
class LiveComparing : public Comparing {
public:
    LiveComparing(const ReportInputs& inputs, const Sheet& progress)
        : Comparing(*inputs.side_by_side, inputs.language, inputs.numbers), inputs_(inputs), progress_(progress) {}

    std::vector<Sheet> operator()() const {
        std::vector<Sheet> sheets{
            judgements({indicator(34, false), body(16), value(9), asked(10), completion(in_english() ? 12 : 10),
                        ratio_to_target(10), ratio_form(14), status(Phrase::head_on_linear, 14, &Judgement::linear),
                        status(Phrase::head_on_geometric, in_english() ? 16 : 14, &Judgement::geometric),
                        growth(Phrase::head_growth, 10, &Pace::growth), growth(Phrase::head_needed, 10, &Pace::needed),
                        growth(Phrase::head_pace_ratio, 10, &Pace::ratio), pace_class(14), pace_score(8),
                        disagreement(30), remarks(44)})};
        sheets.front().landscape = true;
        sheets.front().on_a3 = true;
        follow_progress(sheets.front());
        const int first_joint = static_cast<int>(sheets.front().rows.size()) + joint_heads;
        add_joint(sheets.front());
        follow_series(sheets.front(), first_joint);
        if (all_.controls.empty()) return sheets;
        sheets.push_back(controls(control_columns(false)));
        sheets.back().landscape = true;
        follow_controls(sheets.back());
        return sheets;
    }

private:
    static constexpr int joint_heads = 3;  // rows above the first joint judgement

    std::string literal(Phrase phrase) const { return quoted(say(language_, phrase)); }
    static std::string if_else(const std::string& test, const std::string& yes, const std::string& no) {
        return "IF(" + test + "," + yes + "," + no + ")";
    }
    static std::string dash_unless(const std::string& test, const std::string& yes) {
        return if_else(test, yes, quoted("—"));
    }
    static std::string rounded(const std::string& share, const ReportNumbers& numbers) {
        return percentage(0, numbers, share).formula;
    }

    // ---- judgements ----

    void follow_progress(Sheet& sheet) const {
        const int first = table_header + 1;
        for (std::size_t i = 0; i < all_.judgements.size(); ++i) {
            const Reading& reading = all_.judgements[i].reading;
            const auto& readings = inputs_.progress.readings;
            const auto found = std::find(readings.begin(), readings.end(), reading);
            if (found == readings.end()) continue;
            const int row = first + static_cast<int>(i);
            follow(sheet.rows[static_cast<std::size_t>(row)].cells, row, all_.judgements[i],
                   {progress_, static_cast<std::size_t>(found - readings.begin())});
        }
        const int last = first + static_cast<int>(all_.judgements.size()) - 1;
        if (last < first) return;
        const std::string told = range(first, last, judged_disagreement);
        Cell& subtitle = sheet.rows[table_subtitle].cells.front();
        subtitle.formula =
            if_else("COUNTIF(" + told + "," + literal(Phrase::recompute_words) + ")>0",
                    literal(Phrase::recompute_words), libplan::quoted(std::get<std::string>(subtitle.value)));
        for (const int column : {judged_linear, judged_geometric})
            for (const Status status :
                 {Status::behind, Status::on_track, Status::ahead, Status::achieved_early, Status::unknown})
                mark(sheet, first, last, column, phrase_of(status), libplan::look_of(status));
        for (const PaceClass pace : {PaceClass::achieved, PaceClass::on_track, PaceClass::accelerate,
                                     PaceClass::limited, PaceClass::deterioration, PaceClass::undefined})
            mark(sheet, first, last, judged_class, phrase_of(pace), look_of(pace));
        for (int column = judged_asked; column <= judged_remarks; ++column)
            for (const Phrase phrase : {Phrase::recompute, Phrase::recompute_words})
                mark(sheet, first, last, column, phrase, Look::muted);
    }

    void mark(Sheet& sheet, int first, int last, int column, Phrase phrase, Look look) const {
        sheet.highlights.push_back(
            {first, last, column, cell_name(first, column) + "=" + literal(phrase), column, look});
    }

    void follow(std::vector<Cell>& cells, int row, const Judgement& judgement, const ProgressPlace& place) const {
        const std::string moved = place.moved();
        const auto own = [&](int column) { return cell_name(row, column); };
        const auto referring = [&](ProgressColumn column) {
            return dash_unless("ISNUMBER(" + place.cell(column) + ")", place.cell(column));
        };
        for (int column = judged_asked; column <= judged_remarks; ++column) {
            const bool is_told = column == judged_disagreement || column == judged_remarks;
            const Cell& cell = cells[static_cast<std::size_t>(column)];
            const auto* told = std::get_if<std::string>(&cell.value);
            if (column == judged_form && judgement.reading.ratio_to_target) continue;
            if (told)
                cells[static_cast<std::size_t>(column)].formula =
                    if_else(moved, literal(is_told ? Phrase::recompute_words : Phrase::recompute), quoted(*told));
        }
        const State otherwise = judgement.reading.value ? State::missing : judgement.reading.state;
        cells[judged_value].formula = if_else("ISNUMBER(" + place.cell(progress_value) + ")",
                                              place.cell(progress_value), literal(phrase_of(otherwise)));
        if (cells[judged_completion].value == place.shown(progress_completion).value)
            cells[judged_completion].formula = referring(progress_completion);
        if (judgement.reading.ratio_to_target)
            cells[judged_to_target].formula = dash_unless(
                "ISNUMBER(" + own(judged_value) + ")",
                rounded(own(judged_value) + "/" + figure(*judgement.reading.goal, place, progress_level), numbers_));
        const bool is_straight = inputs_.plan->path == Path::linear;
        cells[is_straight ? judged_linear : judged_geometric].formula = place.cell(progress_status);
        for (const int column : {judged_linear, judged_geometric, judged_class})
            cells[static_cast<std::size_t>(column)].look = Look::centered;  // by its words, as they stand
        if (judgement.pace) follow_pace(cells, *judgement.series, own(judged_value), place);
    }

    /// A number by the cell that shows it, if one does.
    static std::string figure(double value, const ProgressPlace& place, ProgressColumn column) {
        const auto* shown = std::get_if<double>(&place.shown(column).value);
        if (shown && *shown == value) return place.cell(column);
        return value < 0 ? "(" + decimal_text(value) + ")" : decimal_text(value);
    }

    void follow_pace(std::vector<Cell>& cells, const Series& series, const std::string& value,
                     const ProgressPlace& place) const {
        PaceCells of{figure(series.baseline, place, progress_baseline), value};
        if (series.target) of.target = figure(*series.target, place, progress_level);
        const PaceFormulas formulas = formulas_of(series, of, [&](PaceClass pace) { return literal(phrase_of(pace)); });
        const std::string known = "ISNUMBER(" + value + ")";
        const auto follow_number = [&](JudgementColumn column, const PaceFormula& formula, const std::string& shown) {
            cells[column].formula = dash_unless(known, dash_unless(formula.defined, shown));
        };
        follow_number(judged_growth, formulas.growth, rounded(formulas.growth.value, numbers_));
        follow_number(judged_needed, formulas.needed, rounded(formulas.needed.value, numbers_));
        follow_number(judged_ratio, formulas.ratio, rounded(formulas.ratio.value, numbers_));
        follow_number(judged_score, formulas.score, "ROUND(ROUND(" + formulas.score.value + ",10),2)");
        cells[judged_class].formula = dash_unless(known, formulas.compound);
    }

    /// What is said of all bodies' series no longer holds once one of them moves.
    void follow_series(Sheet& sheet, int row) const {
        constexpr std::size_t most = 200;  // a formula has at most 8,192 characters
        for (const JointJudgement& joint : all_.joint) {
            std::vector<std::string> moved;
            for (std::size_t i = 0; i < all_.judgements.size(); ++i) {
                const Reading& reading = all_.judgements[i].reading;
                if (reading.indicator != joint.indicator || reading.body.empty()) continue;
                const int at = table_header + 1 + static_cast<int>(i);
                const Cell& value = sheet.rows[static_cast<std::size_t>(at)].cells[judged_value];
                const std::string cell = cell_name(at, judged_value);
                const auto* figure = std::get_if<double>(&value.value);
                moved.push_back(figure ? cell + "<>" + decimal_text(*figure) : "ISNUMBER(" + cell + ")");
            }
            auto& cells = sheet.rows[static_cast<std::size_t>(row++)].cells;
            if (moved.size() > most) continue;
            for (std::size_t column = 1; column < cells.size(); ++column) {
                const auto* score = std::get_if<double>(&cells[column].value);
                cells[column].formula =
                    if_else(any_holds(moved), literal(Phrase::recompute),
                            score ? decimal_text(*score) : libplan::quoted(std::get<std::string>(cells[column].value)));
            }
        }
    }

    // ---- control figures ----

    void follow_controls(Sheet& sheet) const {
        const int first = table_header + 1;
        for (std::size_t i = 0; i < all_.controls.size(); ++i) {
            const int row = first + static_cast<int>(i);
            follow(sheet.rows[static_cast<std::size_t>(row)].cells, row, all_.controls[i]);
        }
        const int last = first + static_cast<int>(all_.controls.size()) - 1;
        const std::string all = range(first, last, control_standing);
        const std::string comma = say(language_, Phrase::comma);
        std::string counts;
        for (const ControlStanding standing : standings) {
            if (standing != ControlStanding::reached)
                mark(sheet, first, last, control_standing, phrase_of(standing), look_of(standing));
            const std::string count = "COUNTIF(" + all + "," + literal(phrase_of(standing)) + ")";
            counts += (counts.empty() ? "" : "&") + if_else(count + ">0",
                                                            quoted(comma) + "&" +
                                                                phrase_formula(language_, Phrase::controls_of_standing,
                                                                               {literal(phrase_of(standing)), count}),
                                                            quoted(""));
        }
        const std::string behind_comma = std::to_string(column_of(comma, comma.size()));
        sheet.rows[table_subtitle].cells.front().formula = phrase_formula(
            language_, Phrase::control_count, {"ROWS(" + all + ")", "MID(" + counts + "," + behind_comma + ",999)"});
        mark(sheet, first, last, control_reason, Phrase::recompute_words, Look::muted);
        mark_reached(sheet, first);
    }

    /// A control figure reached is a task done where more is better, and else the last that was allowed.
    void mark_reached(Sheet& sheet, int first) const {
        const auto look = [&](std::size_t row) {
            const Indicator& indicator = *inputs_.plan.find_indicator(all_.controls[row].indicator);
            return indicator.direction == Direction::up ? Look::good : look_of(ControlStanding::reached);
        };
        const std::size_t rows = all_.controls.size();
        for (std::size_t row = 0, next = 0; row < rows; row = next) {
            while (next < rows && look(next) == look(row)) ++next;
            mark(sheet, first + static_cast<int>(row), first + static_cast<int>(next) - 1, control_standing,
                 phrase_of(ControlStanding::reached), look(row));
        }
    }

    void follow(std::vector<Cell>& cells, int row, const ControlReading& reading) const {
        const Indicator& indicator = *inputs_.plan.find_indicator(reading.indicator);
        const std::string so_far = cell_name(row, control_so_far), figure = cell_name(row, control_figure);
        const std::string months = cell_name(row, control_months), standing = cell_name(row, control_standing);
        const std::string used = cell_name(row, control_used), time = cell_name(row, control_time);
        const std::string known = "COUNT(" + so_far + "," + figure + ")=2";
        cells[control_used].formula =
            dash_unless(known, dash_unless(figure + "<>0", rounded(so_far + "/" + figure, numbers_)));
        cells[control_time].formula = rounded(months + "/12", numbers_);
        cells[control_standing].look = Look::centered;
        const bool held_to_time = grows_through_year(indicator);
        cells[control_standing].formula =
            if_else(known, standing_formula(indicator.direction, held_to_time, so_far, figure, months),
                    literal(phrase_of(ControlStanding::unknown)));
        const std::string places = std::to_string(numbers_.places);
        std::vector<std::string> told{
            so_far + "&" + quoted(indicator.unit), figure + "&" + quoted(indicator.unit),
            if_else("ISNUMBER(" + used + ")", "ROUND(" + used + "*100," + places + ")&" + quoted("%"), quoted("—"))};
        if (held_to_time) told.push_back("ROUND(" + time + "*100," + places + ")");
        cells[control_reason].formula = if_else(
            known,
            phrase_formula(language_, held_to_time ? Phrase::reason_control : Phrase::reason_control_level, told),
            reading.actual ? literal(Phrase::recompute_words)
                           : libplan::quoted(std::get<std::string>(cells[control_reason].value)));
    }

    std::string standing_formula(Direction direction, bool held_to_time, const std::string& so_far,
                                 const std::string& figure, const std::string& months) const {
        const auto is = [&](ControlStanding standing) { return literal(phrase_of(standing)); };
        const std::string ahead = "ROUND(" + so_far + "*12-" + figure + "*" + months + ",9)";
        if (direction == Direction::up) {
            const std::string on_the_way =
                held_to_time ? if_else(ahead + "<0", is(ControlStanding::behind_pace), is(ControlStanding::within_pace))
                             : is(ControlStanding::unknown);
            return if_else(so_far + ">=" + figure, is(ControlStanding::reached),
                           if_else(months + "=12", is(ControlStanding::under), on_the_way));
        }
        const std::string below =
            held_to_time ? if_else(ahead + ">0", is(ControlStanding::over_pace), is(ControlStanding::within_pace))
                         : is(ControlStanding::within_pace);
        return if_else(
            so_far + ">" + figure, is(ControlStanding::over),
            if_else("AND(" + so_far + "=" + figure + "," + figure + ">0)", is(ControlStanding::reached), below));
    }

    const ReportInputs& inputs_;
    const Sheet& progress_;
};

}  // namespace

std::vector<Sheet> layout_side_by_side(const ReportInputs& inputs, const Sheet& progress) {
    return LiveComparing(inputs, progress)();
}

std::vector<Sheet> layout_side_by_side_narrow(const SideBySide& all, Language language, const ReportNumbers& numbers) {
    const Comparing compare(all, language, numbers);
    std::vector<Sheet> sheets{
        compare.judgements({compare.indicator(24, true), compare.value(8), compare.asked(8), compare.completion(9),
                            compare.ratio_to_target(9), compare.status(Phrase::head_on_linear, 12, &Judgement::linear),
                            compare.status(Phrase::head_on_geometric, 12, &Judgement::geometric)}),
        compare.judgements({compare.indicator(20, true), compare.growth(Phrase::head_growth, 9, &Pace::growth),
                            compare.growth(Phrase::head_needed, 9, &Pace::needed),
                            compare.growth(Phrase::head_pace_ratio, 9, &Pace::ratio), compare.pace_class(10),
                            compare.pace_score(6), compare.disagreement(20)})};
    compare.add_joint(sheets.back());
    if (!all.controls.empty()) sheets.push_back(compare.controls(compare.control_columns(true)));
    return sheets;
}

}  // namespace libplan
