#include "libplan/words.hpp"

#include "libplan/assess.hpp"
#include "libplan/check.hpp"
#include "libplan/compare.hpp"
#include "libplan/pace.hpp"
#include "libplan/read.hpp"
#include "libplan/side_by_side.hpp"
#include "libplan/tasks.hpp"

// One list per choice; a new choice is told to files, errors and Python by adding its list here.
#define LIBPLAN_WORDS(Choice, ...)                          \
    template <>                                             \
    struct WordList<Choice> {                               \
        static constexpr Word<Choice> list[] = __VA_ARGS__; \
    };                                                      \
    template std::span<const Word<Choice>> words_for<Choice>();

namespace libplan {

template <class Choice>
struct WordList;

template <class Choice>
std::span<const Word<Choice>> words_for() {
    return WordList<Choice>::list;
}

LIBPLAN_WORDS(Language, {{"zh", Language::zh}, {"en", Language::en}})
LIBPLAN_WORDS(Encoding, {{"utf-8", Encoding::utf8}, {"gbk", Encoding::gbk}})
LIBPLAN_WORDS(Cause, {{"revised_data", Cause::revised_data},
                      {"data", Cause::data},
                      {"targets", Cause::targets},
                      {"rules", Cause::rules},
                      {"classes", Cause::classes},
                      {"vetoes", Cause::vetoes}})
LIBPLAN_WORDS(Direction, {{"down", Direction::down}, {"up", Direction::up}})
LIBPLAN_WORDS(Nature, {{"binding", Nature::binding}, {"anticipatory", Nature::anticipatory}})
LIBPLAN_WORDS(Accumulation, {{"sum", Accumulation::sum}, {"last", Accumulation::last}, {"mean", Accumulation::mean}})
LIBPLAN_WORDS(AcrossBodies, {{"sum", AcrossBodies::sum}, {"mean", AcrossBodies::mean}, {"none", AcrossBodies::none}})
LIBPLAN_WORDS(Strength, {{"eliminate", Strength::eliminate},
                         {"curb_firmly", Strength::curb_firmly},
                         {"curb", Strength::curb},
                         {"prevent", Strength::prevent},
                         {"reduce", Strength::reduce},
                         {"strive", Strength::strive},
                         {"explore", Strength::explore}})
LIBPLAN_WORDS(Extent, {{"all", Extent::all},
                       {"mostly", Extent::mostly},
                       {"gradually", Extent::gradually},
                       {"promote", Extent::promote}})
LIBPLAN_WORDS(Path, {{"linear", Path::linear}, {"geometric", Path::geometric}})
LIBPLAN_WORDS(BodyKind, {{"department", BodyKind::department},
                         {"town", BodyKind::town},
                         {"district", BodyKind::district},
                         {"enterprise", BodyKind::enterprise},
                         {"zone", BodyKind::zone}})
LIBPLAN_WORDS(Claim, {{"rising", Claim::rising},
                      {"falling", Claim::falling},
                      {"zero", Claim::zero},
                      {"not_rising", Claim::not_rising},
                      {"not_falling", Claim::not_falling}})
LIBPLAN_WORDS(Severity, {{"error", Severity::error}, {"warning", Severity::warning}, {"note", Severity::note}})
LIBPLAN_WORDS(Reason, {{"no_observation", Reason::no_observation},
                       {"not_applicable", Reason::not_applicable},
                       {"not_scored", Reason::not_scored},
                       {"not_shared_out", Reason::not_shared_out},
                       {"set_later", Reason::set_later},
                       {"no_tolerance", Reason::no_tolerance},
                       {"no_last_year", Reason::no_last_year},
                       {"zero_base", Reason::zero_base},
                       {"negative_base", Reason::negative_base},
                       {"rival_baselines", Reason::rival_baselines},
                       {"no_baseline", Reason::no_baseline},
                       {"no_other", Reason::no_other},
                       {"rival_bases", Reason::rival_bases},
                       {"rival_sources", Reason::rival_sources},
                       {"rival_totals", Reason::rival_totals},
                       {"other_unit", Reason::other_unit},
                       {"missed", Reason::missed},
                       {"early", Reason::early},
                       {"pace", Reason::pace},
                       {"met", Reason::met},
                       {"met_pace", Reason::met_pace},
                       {"not_due", Reason::not_due},
                       {"no_path", Reason::no_path},
                       {"before_plan", Reason::before_plan}})
LIBPLAN_WORDS(Status, {{"achieved_early", Status::achieved_early},
                       {"ahead", Status::ahead},
                       {"on_track", Status::on_track},
                       {"behind", Status::behind},
                       {"unknown", Status::unknown}})
LIBPLAN_WORDS(PaceClass, {{"achieved", PaceClass::achieved},
                          {"on_track", PaceClass::on_track},
                          {"accelerate", PaceClass::accelerate},
                          {"limited", PaceClass::limited},
                          {"deterioration", PaceClass::deterioration},
                          {"undefined", PaceClass::undefined}})
LIBPLAN_WORDS(ControlStanding, {{"within_pace", ControlStanding::within_pace},
                                {"over_pace", ControlStanding::over_pace},
                                {"behind_pace", ControlStanding::behind_pace},
                                {"reached", ControlStanding::reached},
                                {"over", ControlStanding::over},
                                {"under", ControlStanding::under},
                                {"unknown", ControlStanding::unknown}})
LIBPLAN_WORDS(Disagreement,
              {{"paths", Disagreement::paths}, {"growth", Disagreement::growth}, {"verdict", Disagreement::verdict}})
LIBPLAN_WORDS(State, {{"value", State::value},
                      {"missing", State::missing},
                      {"not_applicable", State::not_applicable},
                      {"not_scored", State::not_scored}})
LIBPLAN_WORDS(IndicatorFact::Take, {{"value", IndicatorFact::Take::value},
                                    {"completion", IndicatorFact::Take::completion},
                                    {"ratio_to_target", IndicatorFact::Take::ratio_to_target},
                                    {"met", IndicatorFact::Take::met},
                                    {"target", IndicatorFact::Take::target}})
LIBPLAN_WORDS(EventFact::Count, {{"events", EventFact::Count::events},
                                 {"deaths", EventFact::Count::deaths},
                                 {"injuries", EventFact::Count::injuries}})
LIBPLAN_WORDS(TaskFact::Take, {{"done_percent", TaskFact::Take::done_percent},
                               {"overdue", TaskFact::Take::overdue},
                               {"due", TaskFact::Take::due}})
LIBPLAN_WORDS(Scorer, {{"self", Scorer::self},
                       {"department", Scorer::department},
                       {"team", Scorer::team},
                       {"judges", Scorer::judges},
                       {"peers", Scorer::peers},
                       {"review", Scorer::review}})
LIBPLAN_WORDS(BelowFact::Take, {{"percent", BelowFact::Take::percent},
                                {"count", BelowFact::Take::count},
                                {"mean", BelowFact::Take::mean},
                                {"lowest", BelowFact::Take::lowest}})
LIBPLAN_WORDS(ClassFact::Take, {{"highest", ClassFact::Take::highest},
                                {"lowest", ClassFact::Take::lowest},
                                {"mean", ClassFact::Take::mean},
                                {"rank", ClassFact::Take::rank},
                                {"position", ClassFact::Take::position}})
LIBPLAN_WORDS(Steps, {{"proportional", Steps::proportional}, {"whole", Steps::whole}, {"begun", Steps::begun}})
LIBPLAN_WORDS(Comparison, {{"at_least", Comparison::at_least},
                           {"at_most", Comparison::at_most},
                           {"above", Comparison::above},
                           {"below", Comparison::below},
                           {"equals", Comparison::equals}})
LIBPLAN_WORDS(Condition::Subject, {{"fact", Condition::Subject::fact},
                                   {"points_of", Condition::Subject::points},
                                   {"rate_of", Condition::Subject::rate},
                                   {"applicable_of", Condition::Subject::applicable},
                                   {"lowest_of", Condition::Subject::lowest},
                                   {"total", Condition::Subject::total}})
LIBPLAN_WORDS(OccurrencesRule::Counts, {{"each", OccurrencesRule::Counts::each},
                                        {"matters", OccurrencesRule::Counts::matters},
                                        {"highest", OccurrencesRule::Counts::highest},
                                        {"worst", OccurrencesRule::Counts::worst}})
LIBPLAN_WORDS(Combine, {{"sum", Combine::sum},
                        {"weighted", Combine::weighted},
                        {"mean", Combine::mean},
                        {"highest", Combine::highest},
                        {"lowest", Combine::lowest},
                        {"largest_loss", Combine::largest_loss}})
LIBPLAN_WORDS(GroupKind, {{"base", GroupKind::base}, {"bonus", GroupKind::bonus}, {"penalty", GroupKind::penalty}})
LIBPLAN_WORDS(Veto::Effect, {{"grade", Veto::Effect::grade},
                             {"zero", Veto::Effect::zero},
                             {"bar_top", Veto::Effect::bar_top},
                             {"one_down", Veto::Effect::one_down}})
LIBPLAN_WORDS(RoundedAt, {{"item", RoundedAt::item}, {"group", RoundedAt::group}, {"total", RoundedAt::total}})
LIBPLAN_WORDS(Step, {{"rescale", Step::rescale},
                     {"convert", Step::convert},
                     {"bonus", Step::bonus},
                     {"penalty", Step::penalty},
                     {"cap", Step::cap},
                     {"veto", Step::veto},
                     {"grade", Step::grade},
                     {"demote", Step::demote},
                     {"quota", Step::quota},
                     {"rank", Step::rank}})
LIBPLAN_WORDS(Rounding, {{"half_up", Rounding::half_up},
                         {"half_even", Rounding::half_even},
                         {"truncate", Rounding::truncate},
                         {"up", Rounding::up}})
LIBPLAN_WORDS(WhenMissing, {{"open", WhenMissing::open}, {"zero", WhenMissing::zero}, {"refuse", WhenMissing::refuse}})
LIBPLAN_WORDS(TaskStatus, {{"not_started", TaskStatus::not_started},
                           {"in_progress", TaskStatus::in_progress},
                           {"done", TaskStatus::done}})
LIBPLAN_WORDS(Standing, {{"overdue", Standing::overdue},
                         {"at_risk", Standing::at_risk},
                         {"not_started", Standing::not_started},
                         {"in_progress", Standing::in_progress},
                         {"continuing", Standing::continuing},
                         {"done", Standing::done}})
LIBPLAN_WORDS(Role, {{"first_lead", Role::first_lead},
                     {"joint_lead", Role::joint_lead},
                     {"support", Role::support},
                     {"territorial", Role::territorial}})

}  // namespace libplan
