#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>

#include "reports/cells.hpp"
#include "reports/target_words.hpp"

namespace libplan {
namespace {

constexpr int plan_page_columns = 4;

/// 5 is 五, 13 is 十三; up to 99.
std::string chinese_number(int number) {
    static constexpr const char* digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    const std::string tens = number < 10 ? "" : (number < 20 ? "" : digits[number / 10]) + std::string("十");
    return tens + digits[number % 10];
}

/// "5.13" is {5, 13}, "7" is {7, 0}; anything else is {0, 0}.
std::pair<int, int> numbers_of(const std::string& section) {
    const char* end = section.data() + section.size();
    std::pair<int, int> numbers;
    auto read = std::from_chars(section.data(), end, numbers.first);
    if (read.ec == std::errc() && read.ptr != end && *read.ptr == '.')
        read = std::from_chars(read.ptr + 1, end, numbers.second);
    const auto fits = [](int number) { return number >= 0 && number < 100; };
    if (read.ec != std::errc() || read.ptr != end || !fits(numbers.first) || !fits(numbers.second)) return {0, 0};
    return numbers;
}

/// The words of a heading "第五章  强化…" behind its number, or nothing if the line is not that heading.
std::optional<std::string> heading_words(std::string_view line, std::string_view number) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (!line.starts_with(number)) return std::nullopt;
    line.remove_prefix(number.size());
    const std::size_t start = line.find_first_not_of(" \t");
    if (start == 0 || start == std::string_view::npos) return std::nullopt;
    line = line.substr(start);
    return std::string(line.substr(0, line.find_last_not_of(" \t\r") + 1));
}

/// Chapters and sections as the plan's own text names them. A table of contents comes before the headings it lists, so
/// the last line of a name counts.
class Headings {
public:
    explicit Headings(const std::vector<std::string>& text) : text_(text) {
        for (int number = 1; number < 100; ++number) {
            const int line = find_last("第" + chinese_number(number) + "章", 0, static_cast<int>(text.size()));
            if (line < 0) break;
            lines_.push_back(line);
        }
        if (!std::is_sorted(lines_.begin(), lines_.end())) lines_.clear();
    }

    /// The chapter that a line (from 1) stands in; 0 if there is none.
    int chapter_at(int line) const {
        return line < 1 ? 0 : static_cast<int>(std::lower_bound(lines_.begin(), lines_.end(), line) - lines_.begin());
    }

    std::string chapter(int number, Language language) const {
        const std::string name = "第" + chinese_number(number) + "章";
        if (number < 1 || number > static_cast<int>(lines_.size()))
            return language == Language::zh ? name : say(language, Phrase::plan_chapter, std::to_string(number));
        return name + " " + *heading_words(text_[static_cast<std::size_t>(line_of(number))], name);
    }

    /// "5.1 强化交通安全监管"
    std::string section(const std::string& id) const {
        const auto [chapter, section] = numbers_of(id);
        if (section == 0 || chapter > static_cast<int>(lines_.size())) return id;
        const int end =
            chapter < static_cast<int>(lines_.size()) ? line_of(chapter + 1) : static_cast<int>(text_.size());
        const std::string name = "第" + chinese_number(section) + "节";
        const int line = find_last(name, line_of(chapter), end);
        return line < 0 ? id : id + " " + *heading_words(text_[static_cast<std::size_t>(line)], name);
    }

private:
    int line_of(int chapter) const { return lines_[static_cast<std::size_t>(chapter - 1)]; }

    int find_last(const std::string& name, int from, int to) const {
        for (int line = to - 1; line >= from; --line)
            if (heading_words(text_[static_cast<std::size_t>(line)], name)) return line;
        return -1;
    }

    const std::vector<std::string>& text_;
    std::vector<int> lines_;  ///< of each chapter's heading, from 0
};

Message enumerated(const std::vector<std::string>& parts, Phrase separator) {
    return joined(separator, std::vector<Message>(parts.begin(), parts.end()));
}

class PlanLayout {
public:
    PlanLayout(const Plan& plan, Language language) : plan_(plan), language_(language), headings_(plan->text) {}

    Sheet operator()() {
        sheet_.name = say(language_, Phrase::sheet_plan);
        sheet_.widths = {42, 22, 36, 16};
        add_top();
        for (const Body& body : plan_->bodies) titles_.emplace(body.id, body.title);
        for (const Responsibility& responsibility : plan_->responsibilities)
            responsibilities_.emplace(responsibility.task, &responsibility);
        for (const Indicator& indicator : plan_->indicators)
            if (!indicator.targets.empty()) chapters_[chapter_at(indicator.clause)].indicators.push_back(&indicator);
        for (const Task& task : plan_->tasks) chapters_[chapter_of(task)].tasks.push_back(&task);
        for (const auto& [key, chapter] : chapters_) add_chapter(name_of(key), chapter);
        return std::move(sheet_);
    }

private:
    /// Of a chapter, in the order in which they are shown: its number; from `named` on chapters without one, as they
    /// come in the plan; `none` for what stands in no chapter.
    using Key = int;
    static constexpr Key named = 100;
    static constexpr Key none = std::numeric_limits<Key>::max();
    struct Chapter {
        std::vector<const Indicator*> indicators;
        std::vector<const Task*> tasks;
    };

    void add_top() {
        const auto with_targets = std::count_if(plan_->indicators.begin(), plan_->indicators.end(),
                                                [](const Indicator& i) { return !i.targets.empty(); });
        const auto made_up = [](const auto& record) { return record.illustrative; };
        sheet_.rows.push_back(title_row(plan_->title, plan_page_columns));
        sheet_.rows.push_back({{words(
            say(language_, Phrase::plan_contents, std::to_string(plan_->first_year), std::to_string(plan_->last_year),
                std::to_string(plan_->indicators.size()), std::to_string(with_targets),
                std::to_string(plan_->tasks.size()), std::to_string(plan_->bodies.size())),
            Look::subtitle, plan_page_columns)}});
        if (std::any_of(plan_->bodies.begin(), plan_->bodies.end(), made_up) ||
            std::any_of(plan_->responsibilities.begin(), plan_->responsibilities.end(), made_up))
            sheet_.rows.push_back(notice_row(true, plan_page_columns, language_));
    }

    Key chapter_at(const Clause& clause) const {
        const int number = headings_.chapter_at(clause.line);
        return number > 0 ? number : none;
    }

    Key chapter_of(const Task& task) {
        if (task.section.empty()) return chapter_at(task.clause);
        const int number = numbers_of(task.section).first;
        if (number > 0) return number;
        const auto at = std::find(names_.begin(), names_.end(), task.section);
        const auto before = static_cast<Key>(at - names_.begin());
        if (at == names_.end()) names_.push_back(task.section);
        return named + before;
    }

    std::string name_of(Key key) const {
        if (key == none) return say(language_, Phrase::plan_no_chapter);
        return key >= named ? names_[static_cast<std::size_t>(key - named)] : headings_.chapter(key, language_);
    }

    void add_chapter(const std::string& name, const Chapter& chapter) {
        std::vector<Message> counts;
        const auto count = [&](Phrase phrase, std::size_t number) {
            if (number > 0) counts.emplace_back(phrase, std::vector<Message>{std::to_string(number)});
        };
        count(Phrase::plan_indicators, chapter.indicators.size());
        count(Phrase::plan_tasks, chapter.tasks.size());
        const std::string all = text(joined(Phrase::comma, std::move(counts)), language_);
        sheet_.rows.push_back(
            {{words(say(language_, Phrase::with_detail, name, all), Look::group, plan_page_columns)}, 0, true});
        if (!chapter.indicators.empty())
            sheet_.rows.push_back(header_row(
                {Phrase::head_indicator, Phrase::head_baseline, Phrase::head_target, Phrase::head_nature}, language_));
        for (const Indicator* indicator : chapter.indicators) add_indicator(*indicator);
        if (!chapter.tasks.empty())
            sheet_.rows.push_back(header_row(
                {Phrase::head_task, Phrase::head_deadline, Phrase::head_lead, Phrase::head_strength}, language_));
        std::string section;
        for (const Task* task : chapter.tasks) {
            if (task->section != section && numbers_of(task->section).second > 0)
                sheet_.rows.push_back({{words(headings_.section(task->section), Look::label, plan_page_columns)}});
            section = task->section;
            add_task(*task);
        }
    }

    void add_indicator(const Indicator& indicator) {
        std::vector<std::string> baselines;
        const bool rivals = indicator.baselines.size() > 1;
        for (const Baseline& baseline : indicator.baselines)
            baselines.push_back(marked(
                say(language_, rivals && !baseline.basis.empty() ? Phrase::baseline_of_basis : Phrase::baseline_of,
                    decimal_text(baseline.value), std::to_string(baseline.year), baseline.basis),
                baseline.illustrative, language_));
        if (baselines.empty()) baselines.push_back(say(language_, Phrase::no_baseline_given));
        std::vector<std::string> targets;
        for (const Target& target : indicator.targets)
            targets.push_back(
                marked(target_words(&plan_, indicator, target, language_), target.illustrative, language_));
        std::string title = indicator.title;
        if (!indicator.unit.empty()) title = say(language_, Phrase::with_detail, title, indicator.unit);
        add_row({words(marked(title, indicator.illustrative, language_), Look::wrapped),
                 words(text(enumerated(baselines, Phrase::semicolon), language_), Look::wrapped),
                 words(text(enumerated(targets, Phrase::semicolon), language_), Look::wrapped)},
                commitment_of(indicator));
    }

    /// Most clauses are not worded strongly: their rows end without a cell for it.
    void add_row(std::vector<Cell> cells, const std::string& wording) {
        if (!wording.empty()) cells.push_back(words(wording, Look::wrapped));
        sheet_.rows.push_back({std::move(cells)});
    }

    /// Nature, then each strength and extent that the targets are worded with.
    std::string commitment_of(const Indicator& indicator) const {
        std::vector<std::string> all;
        if (indicator.nature)
            all.push_back(say(language_, *indicator.nature == Nature::binding ? Phrase::nature_binding
                                                                              : Phrase::nature_anticipatory));
        for (const Target& target : indicator.targets) add_wording(target, all);
        return text(enumerated(all, Phrase::listed), language_);
    }

    template <class Record>
    void add_wording(const Record& record, std::vector<std::string>& all) const {
        const auto add = [&](Phrase phrase) {
            std::string words = say(language_, phrase);
            if (std::find(all.begin(), all.end(), words) == all.end()) all.push_back(std::move(words));
        };
        if (record.strength) add(phrase_of(*record.strength));
        // 推动 is the weakest and said nearly everywhere, so that it tells nothing apart.
        if (record.extent && *record.extent != Extent::promote) add(phrase_of(*record.extent));
    }

    void add_task(const Task& task) {
        std::vector<std::string> wording;
        add_wording(task, wording);
        add_row({words(marked(task.title, task.illustrative, language_), Look::wrapped),
                 words(task.deadline ? to_string(*task.deadline) : "—", Look::wrapped),
                 words(lead_of(task), Look::wrapped)},
                text(enumerated(wording, Phrase::listed), language_));
    }

    std::string lead_of(const Task& task) const {
        const auto found = responsibilities_.find(task.id);
        if (found == responsibilities_.end() || found->second->lead.empty()) return "—";
        const std::vector<std::string>& lead = found->second->lead;
        const auto body = titles_.find(lead.front());
        const std::string& title = body == titles_.end() ? lead.front() : body->second;
        return lead.size() == 1 ? title : say(language_, Phrase::and_more_leads, title, std::to_string(lead.size()));
    }

    const Plan& plan_;
    Language language_;
    Headings headings_;
    std::map<std::string, std::string> titles_;
    std::map<std::string, const Responsibility*> responsibilities_;
    std::map<Key, Chapter> chapters_;
    std::vector<std::string> names_;  ///< of the chapters without a number
    Sheet sheet_;
};

}  // namespace

Sheet layout_plan(const Plan& plan, Language language) { return PlanLayout(plan, language)(); }

}  // namespace libplan
