#include <algorithm>
#include <cmath>

#include "libplan/arithmetic.hpp"
#include "libplan/check_scheme.hpp"
#include "libplan/clause.hpp"
#include "libplan/clause_text.hpp"
#include "libplan/severity.hpp"
#include "libplan/words.hpp"

namespace libplan::questioning {
namespace {

void tell_veto(Questions& questions, const Veto& veto, const char* code, Phrase title, Message follows, Phrase cure) {
    const Message printed = veto.clause.empty() ? words_of(questions, veto.when) : Message(veto.clause);
    questions.tell(code, Severity::warning, {title, {veto.title}},
                   {figure(veto.title, text(printed, Language::zh), veto.place)}, printed, std::move(follows),
                   {cure, {}});
}

bool changes_nothing(const SchemeParts& parts, const Veto& veto) {
    if (veto.effect == Veto::Effect::grade) return veto.grade == parts.grades.front().title;
    return veto.effect != Veto::Effect::zero && parts.grades.size() == 1;
}

std::size_t grade_of(const SchemeParts& parts, const Veto& veto) {
    const auto found = std::find_if(parts.grades.begin(), parts.grades.end(),
                                    [&](const Grade& grade) { return grade.title == veto.grade; });
    return static_cast<std::size_t>(found - parts.grades.begin());
}

/// Whether nothing is left for the other veto to do.
bool is_as_strong(const SchemeParts& parts, const Veto& strong, const Veto& weak) {
    using Effect = Veto::Effect;
    const std::size_t last = parts.grades.size() - 1;
    if (strong.effect == Effect::zero) return true;
    if (weak.effect == Effect::zero) return false;
    if (strong.effect == Effect::bar_top) return weak.effect == Effect::bar_top;
    if (strong.effect == Effect::one_down) return false;
    if (weak.effect == Effect::grade) return grade_of(parts, strong) >= grade_of(parts, weak);
    return weak.effect == Effect::bar_top || grade_of(parts, strong) == last;
}

bool hides(const SchemeParts& parts, const Veto& strong, const Veto& weak) {
    const bool covers_units = strong.only_for.empty() || strong.only_for == weak.only_for;
    const bool stays_on = strong.unless.empty() || strong.unless == weak.unless;
    return covers_units && stays_on && implies(weak.when, strong.when) && is_as_strong(parts, strong, weak);
}

Message listed_names(const std::vector<std::string>& names) {
    return joined(Phrase::listed, {names.begin(), names.end()});
}

/// Whether the veto is for any unit there is.
bool names_anybody(const Questions& questions, const Veto& veto) {
    const auto bodies = assessed_bodies(questions);
    return bodies.empty() || veto.only_for.empty() || std::any_of(bodies.begin(), bodies.end(), [&](const Body* body) {
               return names_unit(veto.only_for, body->id, body->rank_class);
           });
}

void check_unless(Questions& questions, const Veto& veto) {
    for (const Conditions& unless : veto.unless)
        if (is_impossible(questions, unless))
            tell_veto(questions, veto, "unless-never", Phrase::question_unless_never,
                      {Phrase::follows_veto_never, {words_of(questions, unless)}}, Phrase::cure_veto_condition);
}

// ---- words against the effect ----

/// What a clause says a veto does.
struct SaidEffect {
    Veto::Effect effect = Veto::Effect::grade;
    std::string grade;
    std::string words;
};

/// The longest title of a grade that the text begins with: 不合格 and not 合格.
std::string grade_at(const SchemeParts& parts, std::string_view text) {
    std::string longest;
    for (const Grade& grade : parts.grades)
        if (text.starts_with(grade.title) && grade.title.size() > longest.size()) longest = grade.title;
    return longest;
}

/// 定为不合格, but not 不得评为优秀.
void add_said_grades(const SchemeParts& parts, const std::string& text, std::vector<SaidEffect>& said) {
    for (const std::string_view verb : {"定为", "评为", "降为", "列为"})
        for (auto at = text.find(verb); at != text.npos; at = text.find(verb, at + 1)) {
            const std::string grade = grade_at(parts, std::string_view(text).substr(at + verb.size()));
            if (grade.empty()) continue;
            const std::string_view before = std::string_view(text).substr(0, at);
            if (clause::ends(before, {"方可", "才能", "才可", "可以", "的可"})) continue;  // 90分以上的方可评为优秀
            const bool barred = clause::says_any(before.substr(before.size() > 12 ? before.size() - 12 : 0),
                                                 {"不得", "不能", "不予", "不可", "取消"});
            const std::string words = std::string(verb) + grade;
            if (!barred)
                said.push_back({Veto::Effect::grade, grade, words});
            else if (grade == parts.grades.front().title)
                said.push_back({Veto::Effect::bar_top, {}, "不得" + words});
        }
}

/// 取消评优资格, 不得参加评优; beside 一票否决 it may be only a part of what happens.
std::string said_barred(const std::string& text) {
    constexpr std::size_t furthest = 24;
    if (clause::says_any(text, {"一票否决"})) return {};
    for (const std::string_view verb : {"取消", "不得", "不能", "不予", "不可"})
        for (auto at = text.find(verb); at != text.npos; at = text.find(verb, at + 1)) {
            const std::string_view rest = std::string_view(text).substr(at + verb.size());
            const auto end = rest.find("评优");
            if (end <= furthest && !clause::says_any(rest.substr(0, end), {"，", ",", ";", "。"}))
                return std::string(verb) + std::string(rest.substr(0, end)) + "评优";
        }
    return {};
}

/// 降低一个档次, 降1级
std::string said_lowered(const std::string& text) {
    for (const std::string_view verb : {"降低", "下降", "下调", "降"})
        for (const std::string_view one : {"一个", "1个", "一", "1"})
            for (const std::string_view step : {"等", "级", "档"}) {
                const std::string words = std::string(verb) + std::string(one) + std::string(step);
                if (text.find(words) != text.npos) return words;
            }
    return {};
}

std::vector<SaidEffect> said_effects(const SchemeParts& parts, const std::string& text) {
    std::vector<SaidEffect> said;
    add_said_grades(parts, text, said);
    for (const clause::Part& part : clause::parts_of(text))
        for (const std::string_view words : {"记零分", "计零分", "得零分", "记0分", "计0分", "得0分", "按零分计",
                                             "按0分计", "总分记零", "总分计零", "总分为零", "总分为0"})
            if (clause::says_any(part.words, {words}) &&
                !clause::says_any(part.words, {"该项", "本项", "此项", "单项", "当月", "当季"}))
                said.push_back({Veto::Effect::zero, {}, std::string(words)});
    if (std::string words = said_lowered(text); !words.empty())
        said.push_back({Veto::Effect::one_down, {}, std::move(words)});
    if (std::string words = said_barred(text); !words.empty())
        said.push_back({Veto::Effect::bar_top, {}, std::move(words)});
    return said;
}

/// Whether a veto does what its clause says, or what comes to the same.
bool does(const SchemeParts& parts, const Veto& veto, const SaidEffect& said) {
    using Effect = Veto::Effect;
    const bool second = parts.grades.size() > 1 && veto.grade == parts.grades[1].title;
    if (said.effect == Effect::bar_top)
        return veto.effect == Effect::bar_top || (veto.effect == Effect::grade && second);
    if (said.effect != Effect::grade) return veto.effect == said.effect;
    if (veto.effect == Effect::grade) return veto.grade == said.grade;
    return veto.effect == Effect::zero && said.grade == parts.grades.back().title;
}

/// Vetoes that share a clause each carry out a part of it: an effect that one of them has is enough.
bool does_any(const SchemeParts& parts, const Veto& veto, const std::vector<SaidEffect>& said) {
    return std::any_of(parts.vetoes.begin(), parts.vetoes.end(), [&](const Veto& other) {
        return other.clause == veto.clause &&
               std::any_of(said.begin(), said.end(), [&](const SaidEffect& one) { return does(parts, other, one); });
    });
}

Message effect_words(const Veto& veto) {
    return {Phrase::question_setting,
            {word_of(veto.effect), veto.effect == Veto::Effect::grade ? Message(veto.grade) : Message("true")}};
}

void tell_clause(Questions& questions, const Veto& veto, std::string said, Message rule) {
    tell_veto(questions, veto, "clause-veto", Phrase::question_veto_clause,
              {Phrase::follows_clause_says, {std::move(said), std::move(rule)}}, Phrase::cure_veto_clause);
    questions.findings.back().severity = Severity::error;
}

// ---- words against the condition ----

std::string unit_of(const Questions& questions, const Condition& condition) {
    if (condition.subject == Condition::Subject::total || condition.subject == Condition::Subject::points) return "分";
    if (condition.subject == Condition::Subject::rate) return "%";
    const FactDefinition* fact =
        condition.subject == Condition::Subject::fact ? questions.scheme.find_fact(condition.of) : nullptr;
    return fact ? fact->unit : "";
}

/// Whether a condition with the limit turns at the printed one, either way round: a clause may say what is asked for as
/// well as what is punished, unless it is clear. On which side the limit itself lies may be left open.
bool turns_at(Comparison comparison, double limit, const clause::Threshold& said, double printed, double step) {
    using Edge = clause::Threshold::Edge;
    const auto holds = [&](double value) { return compared(comparison, value, limit); };
    const double beyond = said.upwards ? step : -step;
    const bool within = holds(printed + (said.edge == Edge::belongs ? 0 : beyond));
    const bool without = holds(printed - (said.edge == Edge::outside ? 0 : beyond));
    return within != without && (within || !said.is_condition);
}

/// The limit that the clause of a veto prints for its condition; nothing if it is not certain that it does.
std::optional<clause::Threshold> printed_limit(const Questions& questions, const Veto& veto,
                                               const Condition& condition) {
    const std::string unit = unit_of(questions, condition);
    if (!std::holds_alternative<double>(condition.limit) || condition.times != 1 || unit.empty()) return std::nullopt;
    const auto shares_unit = [&](const Condition& other) { return unit_of(questions, other) == unit; };
    if (std::count_if(veto.when.begin(), veto.when.end(), shares_unit) != 1) return std::nullopt;
    return clause::threshold_in(veto.clause, unit);
}

bool keeps_printed_limit(const Questions& questions, const Veto& veto, const Condition& condition) {
    const auto said = printed_limit(questions, veto, condition);
    const bool counts = condition.subject == Condition::Subject::fact && is_count(questions, condition.of);
    return !said ||
           turns_at(condition.comparison, std::get<double>(condition.limit), *said, said->limit, counts ? 1 : 1e-6);
}

/// What the limit of a condition may be called in a clause.
std::vector<std::string> names_of_limit(const Questions& questions, const Condition& condition) {
    const auto* id = std::get_if<std::string>(&condition.limit);
    if (!id) return {};
    const std::string title = title_of(questions, *id);
    std::vector<std::string> names{title};
    if (clause::says_any(title, {"控制"}))
        for (const char* name : {"控制指标", "控制目标", "控制数"}) names.emplace_back(name);
    return names;
}

bool keeps_named_limit(const Condition& condition, const clause::NamedThreshold& said) {
    constexpr double assumed = 100;
    const double times = round_decimal(1 + said.percent.value_or(0) / 100, 6);
    return std::abs(condition.times - times) < 1e-9 &&
           turns_at(condition.comparison, assumed, said.threshold, assumed, 1);
}

/// "超过控制指标20%的" against the fact that supplies the limit.
void check_named_limit(Questions& questions, const Veto& veto, const Condition& condition) {
    const auto said = clause::named_thresholds_in(veto.clause, names_of_limit(questions, condition));
    const auto kept = [&](const clause::NamedThreshold& one) { return keeps_named_limit(condition, one); };
    if (said.empty() || std::any_of(said.begin(), said.end(), kept)) return;
    const bool by_times = condition.comparison == Comparison::above;
    tell_clause(questions, veto, said.front().threshold.words,
                by_times ? setting("times", condition.times)
                         : Message{Phrase::question_setting,
                                   {word_of(condition.comparison), std::get<std::string>(condition.limit)}});
}

/// Vetoes that share a clause each carry out a part of it: one that keeps its limit is enough.
void check_condition(Questions& questions, const Veto& veto, const Condition& condition) {
    if (std::holds_alternative<std::string>(condition.limit)) return check_named_limit(questions, veto, condition);
    const auto& vetoes = questions.scheme->vetoes;
    const bool kept = std::any_of(vetoes.begin(), vetoes.end(), [&](const Veto& other) {
        return other.clause == veto.clause &&
               std::any_of(other.when.begin(), other.when.end(), [&](const Condition& one) {
                   return unit_of(questions, one) == unit_of(questions, condition) &&
                          keeps_printed_limit(questions, other, one);
               });
    });
    if (kept) return;
    tell_clause(
        questions, veto, printed_limit(questions, veto, condition)->words,
        {Phrase::question_setting, {word_of(condition.comparison), decimal_text(std::get<double>(condition.limit))}});
}

/// "较大以上", "较大及以上": the grade of severity from which on a clause speaks, and its words.
std::optional<std::pair<int, std::string>> lightest_said(const std::string& text) {
    for (const std::string_view grade : {"一般", "较大", "重大"})
        for (const std::string_view more : {"以上", "及以上", "及其以上", "或以上", "事故以上", "事故及以上"})
            for (const std::string_view level : {"", "级", "等级"}) {
                const std::string words = std::string(grade) + std::string(level) + std::string(more);
                const auto at = text.find(words);
                if (at == text.npos || std::string_view(text).substr(0, at).ends_with("特别")) continue;
                return std::pair(*severity_rank(grade), words);
            }
    return std::nullopt;
}

bool counts_rank(const EventFact& events, int rank) {
    return events.severities.empty() ||
           std::any_of(events.severities.begin(), events.severities.end(),
                       [&](const std::string& severity) { return severity_rank(severity) == rank; });
}

/// Whether any veto asks for accidents of the kind and the grade of severity.
bool is_vetoed(const Questions& questions, const std::string& kind, int rank) {
    const auto& vetoes = questions.scheme->vetoes;
    return std::any_of(vetoes.begin(), vetoes.end(), [&](const Veto& veto) {
        return std::any_of(veto.when.begin(), veto.when.end(), [&](const Condition& condition) {
            const EventFact* events = events_of(questions, condition);
            return events && events->kind == kind && counts_rank(*events, rank);
        });
    });
}

/// A fact of the named grade alone lets the graver accidents through.
void check_graver_vetoed(Questions& questions, const Veto& veto) {
    const auto said = lightest_said(clause::plain(veto.clause));
    if (!said) return;
    for (const Condition& condition : veto.when) {
        const EventFact* events = events_of(questions, condition);
        if (!events || !counts_rank(*events, said->first)) continue;
        for (int rank = said->first + 1; rank <= gravest; ++rank)
            if (!is_vetoed(questions, events->kind, rank))
                return tell_clause(questions, veto, said->second,
                                   {Phrase::question_setting, {"class", listed_names(events->severities)}});
    }
}

/// "经认定无责任的除外": whom a clause excepts by a finding, as far as it does.
std::string said_exception(const std::string& text) {
    for (const clause::Part& part : clause::parts_of(text))
        if (clause::says_any(part.words, {"除外", "不在此限", "不受此限", "不适用"}) &&
            clause::says_any(part.words, {"责", "认定", "不可抗力"}) && clause::numbers_in(part.words).empty())
            return std::string(part.words);
    return {};
}

/// The facts of a condition may leave out already what the clause excepts.
bool reads_finding(const Questions& questions, const Veto& veto) {
    return std::any_of(veto.when.begin(), veto.when.end(), [&](const Condition& condition) {
        const EventFact* events = events_of(questions, condition);
        return (events && !events->faults.empty()) ||
               clause::says_any(title_of(questions, condition.of), {"责", "认定", "不可抗力"});
    });
}

/// "经认定无责任的除外" on a veto that nothing switches off.
void check_exception(Questions& questions, const Veto& veto) {
    const auto& vetoes = questions.scheme->vetoes;
    const bool excepts = std::any_of(vetoes.begin(), vetoes.end(), [&](const Veto& other) {
        return other.clause == veto.clause && !other.unless.empty();
    });
    const std::string said = said_exception(clause::plain(veto.clause));
    if (said.empty() || excepts || reads_finding(questions, veto)) return;
    tell_veto(questions, veto, "clause-veto", Phrase::question_veto_clause,
              {Phrase::follows_clause_says, {said, Phrase::rule_has_no_unless}}, Phrase::cure_no_unless);
}

void check_clause(Questions& questions, const Veto& veto) {
    const SchemeParts& parts = questions.scheme.parts();
    const auto said = said_effects(parts, clause::plain(veto.clause));
    if (!said.empty() && !does_any(parts, veto, said))
        tell_clause(questions, veto, said.front().words, effect_words(veto));
    for (const Condition& condition : veto.when) check_condition(questions, veto, condition);
    check_graver_vetoed(questions, veto);
    check_exception(questions, veto);
}

}  // namespace

void check_vetoes(Questions& questions) {
    for (const Veto& veto : questions.scheme->vetoes) {
        const Message when = words_of(questions, veto.when);
        const bool switched_off = std::any_of(veto.unless.begin(), veto.unless.end(),
                                              [&](const Conditions& unless) { return implies(veto.when, unless); });
        if (is_impossible(questions, veto.when))
            tell_veto(questions, veto, "veto-never", Phrase::question_veto_never, {Phrase::follows_veto_never, {when}},
                      Phrase::cure_veto_condition);
        else if (is_certain(questions, veto.when))
            tell_veto(questions, veto, "veto-always", Phrase::question_veto_always,
                      {Phrase::follows_veto_always, {when}}, Phrase::cure_veto_condition);
        else if (switched_off)
            tell_veto(questions, veto, "veto-never", Phrase::question_veto_never, {Phrase::follows_veto_unless, {when}},
                      Phrase::cure_veto_unless);
        else if (!names_anybody(questions, veto))
            tell_veto(questions, veto, "veto-never", Phrase::question_veto_never,
                      {Phrase::follows_veto_nobody, {listed_names(veto.only_for)}}, Phrase::cure_names);
        check_unless(questions, veto);
        check_clause(questions, veto);
        if (changes_nothing(questions.scheme.parts(), veto))
            tell_veto(questions, veto, "veto-idle", Phrase::question_veto_idle,
                      {Phrase::follows_veto_idle, {questions.scheme->grades.front().title}}, Phrase::cure_veto_effect);
    }
}

void check_hidden_vetoes(Questions& questions) {
    const SchemeParts& parts = questions.scheme.parts();
    for (std::size_t weak = 0; weak < parts.vetoes.size(); ++weak)
        for (std::size_t strong = 0; strong < parts.vetoes.size(); ++strong) {
            if (strong == weak || !hides(parts, parts.vetoes[strong], parts.vetoes[weak])) continue;
            // Of two that hide each other the later one is told.
            if (strong > weak && hides(parts, parts.vetoes[weak], parts.vetoes[strong])) continue;
            const Veto& stronger = parts.vetoes[strong];
            tell_veto(questions, parts.vetoes[weak], "veto-hidden", Phrase::question_veto_hidden,
                      {Phrase::follows_veto_hidden, {stronger.title}}, Phrase::cure_veto_hidden);
            questions.findings.back().figures.push_back(figure(stronger.title, stronger.clause, stronger.place));
            break;
        }
}

}  // namespace libplan::questioning
