#include <algorithm>
#include <cmath>
#include <functional>

#include "reports/cells.hpp"

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

class Comparing {
public:
    Comparing(const SideBySide& all, Language language, const ReportNumbers& numbers)
        : all_(all), language_(language), numbers_(numbers) {}

    Sheet judgements(const std::vector<ComparedColumn<Judgement>>& columns) const {
        Sheet sheet = table(Phrase::sheet_side_by_side, title(Phrase::side_by_side_title), all_.judgements, columns,
                            disagreement_words());
        sheet.landscape = true;
        return sheet;
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
        return {Phrase::head_value, width, [](const Judgement& judgement, int) {
                    const auto& figure = judgement.reading.value;
                    return figure ? number(*figure, Look::number, decimals_of(*figure)) : words("—", Look::centered);
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
        const auto figure = [](double value) { return number(value, Look::number, decimals_of(value)); };
        std::vector<ComparedColumn<Reading>> columns{
            {Phrase::head_indicator, narrow ? 22.0 : 30.0,
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
            {Phrase::head_so_far, 9,
             [figure](const Reading& reading, int) {
                 return reading.actual ? figure(*reading.actual) : words("—", Look::centered);
             }},
            {Phrase::head_control, 8, [figure](const Reading& reading, int) { return figure(reading.control); }},
            {Phrase::head_used, 10,
             [this](const Reading& reading, int row) {
                 return optional_percentage(reading.used(), numbers_, cell_name(row, 2) + "/" + cell_name(row, 3));
             }},
            {Phrase::head_time_of_year, 10,
             [this](const Reading& reading, int) { return percentage(reading.time_gone(), numbers_); }},
            {Phrase::head_status, narrow ? 16.0 : 18.0, [this](const Reading& reading, int) {
                 return words(say(language_, phrase_of(reading.standing)), look_of(reading.standing));
             }}};
        if (!narrow)
            columns.push_back({Phrase::head_reason_of_control, 56, [this](const Reading& reading, int) {
                                   return words(reason_of(reading, numbers_, language_), Look::wrapped);
                               }});
        return columns;
    }

private:
    template <class Record>
    Sheet table(Phrase name, std::string title, const std::vector<Record>& records,
                const std::vector<ComparedColumn<Record>>& columns, std::string subtitle) const {
        const int width = static_cast<int>(columns.size());
        Sheet sheet;
        sheet.name = say(language_, name);
        sheet.rows.push_back(title_row(std::move(title), width));
        sheet.rows.push_back({{words(std::move(subtitle), Look::subtitle, width)}, 26});
        sheet.rows.push_back(notice_row(illustrative(), width, language_));
        sheet.header_row = static_cast<int>(sheet.rows.size());
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
        if (all_.controls.empty()) return say(language_, Phrase::no_controls, std::to_string(all_.year));
        std::vector<Message> counts;
        for (const auto standing :
             {ControlStanding::within_pace, ControlStanding::over_pace, ControlStanding::behind_pace,
              ControlStanding::reached, ControlStanding::over, ControlStanding::under, ControlStanding::unknown}) {
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

    const SideBySide& all_;
    Language language_;
    const ReportNumbers& numbers_;
};

}  // namespace

std::vector<Sheet> layout_side_by_side(const SideBySide& all, Language language, const ReportNumbers& numbers) {
    const Comparing compare(all, language, numbers);
    std::vector<Sheet> sheets{compare.judgements(
        {compare.indicator(34, false), compare.body(16), compare.value(9), compare.asked(10), compare.completion(10),
         compare.ratio_to_target(10), compare.ratio_form(14),
         compare.status(Phrase::head_on_linear, 14, &Judgement::linear),
         compare.status(Phrase::head_on_geometric, 14, &Judgement::geometric),
         compare.growth(Phrase::head_growth, 10, &Pace::growth), compare.growth(Phrase::head_needed, 10, &Pace::needed),
         compare.growth(Phrase::head_pace_ratio, 10, &Pace::ratio), compare.pace_class(14), compare.pace_score(8),
         compare.disagreement(30), compare.remarks(44)})};
    compare.add_joint(sheets.front());
    sheets.front().on_a3 = true;
    if (!all.controls.empty()) {
        sheets.push_back(compare.controls(compare.control_columns(false)));
        sheets.back().landscape = true;
    }
    return sheets;
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
    sheets.push_back(compare.controls(compare.control_columns(true)));
    return sheets;
}

}  // namespace libplan
