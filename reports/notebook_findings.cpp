#include <algorithm>

#include "reports/notebook.hpp"
#include "reports/notebook_parts.hpp"

namespace libplan {
namespace {

constexpr std::pair<Severity, Phrase> severities[] = {{Severity::error, Phrase::severity_error},
                                                      {Severity::warning, Phrase::severity_warning},
                                                      {Severity::note, Phrase::severity_note}};

Look look_of(Severity severity) {
    if (severity == Severity::error) return Look::bad;
    return severity == Severity::warning ? Look::fair : Look::muted;
}

/// One table of places and words: what is wrong, or what is to be known.
template <class Record>
Sheet told(std::string title, const std::vector<Record>& records, Language language) {
    Sheet page = titled_page(std::move(title), {34, 18, 70}, false, language);
    add_heads(page, {Phrase::head_place, Phrase::head_code, Phrase::head_problem}, language);
    for (const Record& record : records) {
        if (page.rows.size() > most_shown) {
            ++page.left_out;
            continue;
        }
        Row row{{words(to_string(record.place), Look::wrapped), words(record.code, Look::wrapped),
                 words(text(record.message, language), Look::wrapped)}};
        if constexpr (requires { record.source_line; }) row.cells[2].set({.comment = record.source_line});
        page.rows.push_back(std::move(row));
    }
    return page;
}

void add_notices(Pages& pages, Phrase title, const std::vector<Notice>& notices, Language language) {
    if (notices.empty()) return;
    Sheet table = told("", notices, language);
    table.rows.erase(table.rows.begin());
    table.rows.insert(
        table.rows.begin(),
        {{words(say(language, title, std::to_string(notices.size())), Look::group, 3)}, 0, true, notices.size() <= 10});
    pages.push_back(std::move(table));
}

void add_departures(Pages& pages, Phrase title, const std::vector<Departure>& departures, bool open,
                    Language language) {
    if (departures.empty()) return;
    Sheet page;
    page.widths = {30, 22, 22, 50};
    add_part(page, say(language, title, std::to_string(departures.size())), open);
    add_heads(page, {Phrase::head_cell, Phrase::head_expected, Phrase::head_found, Phrase::head_problem}, language);
    for (const Departure& departure : departures) {
        if (page.rows.size() > most_shown) {
            ++page.left_out;
            continue;
        }
        page.rows.push_back(
            {{words(to_string(departure.place), Look::wrapped), words(departure.expected, Look::wrapped),
              words(departure.found, open ? Look::bad : Look::wrapped),
              words(text(departure.message, language), Look::wrapped)}});
    }
    pages.push_back(std::move(page));
}

}  // namespace

Pages pages_of(const Finding& finding, Language language) {
    Sheet page = layout_findings({finding}, language);
    const auto head = std::find_if(page.rows.begin(), page.rows.end(), [](const Row& row) { return row.folds; });
    page.rows.erase(page.rows.begin(), head);
    page.rows.front() = {
        {words(say(language, Phrase::with_detail, text(finding.title, language), finding.code), Look::title, 2)}};
    for (const auto& [severity, phrase] : severities)
        if (severity == finding.severity)
            page.rows.insert(page.rows.begin() + 1, {{words(say(language, phrase), look_of(severity), 2)}});
    if (finding.illustrative) page.rows.insert(page.rows.begin() + 2, notice_row(true, 2, language));
    return {std::move(page)};
}

Pages pages_of(const std::vector<Finding>& findings, Language language) {
    const std::size_t count = std::min(findings.size(), most_shown);
    Sheet page = layout_findings({findings.begin(), findings.begin() + static_cast<std::ptrdiff_t>(count)}, language);
    page.left_out = findings.size() - count;
    constexpr std::size_t few = 3;
    for (Row& row : page.rows) row.open = findings.size() <= few;
    std::vector<std::pair<Phrase, std::size_t>> counts;
    for (const auto& [severity, phrase] : severities)
        counts.emplace_back(
            phrase, static_cast<std::size_t>(std::count_if(
                        findings.begin(), findings.end(),
                        [&, wanted = severity](const Finding& finding) { return finding.severity == wanted; })));
    page.rows.front() = title_row(findings_title(findings, language), 2);
    if (!findings.empty())
        page.rows.insert(page.rows.begin() + 1, {{words(counted(counts, language), Look::subtitle, 2)}});
    return {std::move(page)};
}

Pages pages_of(const Problem& problem, Language language) { return pages_of(std::vector{problem}, language); }

Pages pages_of(const std::vector<Problem>& problems, Language language) {
    return {told(say(language, Phrase::problems_title, std::to_string(problems.size())), problems, language)};
}

Pages pages_of(const Notice& notice, Language language) { return pages_of(std::vector{notice}, language); }

Pages pages_of(const std::vector<Notice>& notices, Language language) {
    return {told(say(language, Phrase::notices_title, std::to_string(notices.size())), notices, language)};
}

Pages pages_of(const Collected& collected, Language language) {
    Sheet page = titled_page(say(language, Phrase::collected_title, std::to_string(collected.forms.size())),
                             {50, 24, 10, 10, 14}, false, language);
    add_line(page,
             say(language, Phrase::collected_contents, std::to_string(collected.marks.size()),
                 std::to_string(collected.figures.size()), std::to_string(collected.reports.size()),
                 std::to_string(collected.evidence.size()), std::to_string(collected.missing.size())),
             Look::subtitle);
    add_heads(page,
              {Phrase::head_file, Phrase::head_unit, Phrase::head_filled, Phrase::head_asked_for, Phrase::head_share},
              language);
    const int first = static_cast<int>(page.rows.size());
    for (const FilledForm& form : collected.forms) {
        if (page.rows.size() > most_shown) {
            ++page.left_out;
            continue;
        }
        page.rows.push_back(
            {{words(form.file, Look::wrapped), words(form.body, Look::wrapped), number(form.filled, Look::number, 0),
              number(form.asked, Look::number, 0),
              form.asked > 0 ? percentage(static_cast<double>(form.filled) / form.asked, Look::number, 0)
                             : words("—", Look::centered)}});
    }
    page.data_bars.push_back({first, static_cast<int>(page.rows.size()) - 1, 4});
    Pages pages{std::move(page)};
    add_notices(pages, Phrase::missing_part, collected.missing, language);
    add_notices(pages, Phrase::notices_part, collected.notices, language);
    return pages;
}

Pages pages_of(const Reconciliation& reconciliation, Language language) {
    Sheet page = titled_page(say(language, Phrase::reconciled_title, reconciliation.file), {80}, false, language);
    add_line(page,
             say(language, Phrase::reconciled_contents, std::to_string(reconciliation.cells),
                 std::to_string(reconciliation.departures.size()), std::to_string(reconciliation.inputs.size())),
             Look::subtitle);
    if (reconciliation.departures.empty()) add_line(page, say(language, Phrase::reconciled_well), Look::good);
    Pages pages{std::move(page)};
    add_departures(pages, Phrase::departures_part, reconciliation.departures, true, language);
    add_departures(pages, Phrase::inputs_part, reconciliation.inputs, false, language);
    return pages;
}

}  // namespace libplan
