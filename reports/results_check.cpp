#include "reports/results_check.hpp"

#include <unordered_set>

namespace libplan {
namespace {

/// The ids of a plan, and what results tell of that is not among them: each once.
class ForeignIds {
public:
    explicit ForeignIds(const Plan& plan) {
        add_ids(Phrase::kind_indicator, plan->indicators);
        add_ids(Phrase::kind_body, plan->bodies);
        add_ids(Phrase::kind_task, plan->tasks);
    }

    template <class Record>
    void add_ids(Phrase kind, const std::vector<Record>& records) {
        for (const Record& record : records) add_id(kind, record.id);
    }
    void add_id(Phrase kind, std::string_view id) { of(kind).known.insert(id); }

    /// The whole area is no body.
    void require(Phrase kind, const std::string& id) {
        if ((id.empty() && kind == Phrase::kind_body) || !of(kind).known.insert(id).second) return;
        problems_.push_back({"other-results", {}, {Phrase::other_results, {kind, id}}, {}});
    }
    void require(Phrase kind, const std::vector<std::string>& ids) {
        for (const std::string& id : ids) require(kind, id);
    }
    void require(const TaskBoard& board) {
        for (const TrackedTask& tracked : board.tasks) {
            require(Phrase::kind_task, tracked.task);
            for (const TaskPart& part : tracked.parts) require(Phrase::kind_body, part.body);
        }
        for (const BodyLoad& load : board.loads) require(Phrase::kind_body, load.body);
        require(Phrase::kind_task, board.orphan_tasks);
        require(Phrase::kind_indicator, board.orphan_indicators);
        require(Phrase::kind_body, board.idle_bodies);
    }
    template <class Record>
    void require_reading(const Record& reading) {
        require(Phrase::kind_indicator, reading.indicator);
        require(Phrase::kind_body, reading.body);
    }

    void refuse() {
        if (!problems_.empty()) throw InputError(std::move(problems_));
    }

private:
    struct Kind {
        Phrase phrase;
        std::unordered_set<std::string_view> known{};
    };
    Kind& of(Phrase kind) {
        for (Kind& each : kinds_)
            if (each.phrase == kind) return each;
        return kinds_.back();
    }
    std::vector<Kind> kinds_{{Phrase::kind_indicator}, {Phrase::kind_body}, {Phrase::kind_task}, {Phrase::kind_scheme}};
    std::vector<Problem> problems_;
};

}  // namespace

void require_board_of(const Plan& plan, const TaskBoard& board) {
    ForeignIds foreign(plan);
    foreign.require(board);
    foreign.refuse();
}

void require_results_of(const PlanFolder& folder, const YearResults& results) {
    ForeignIds foreign(folder.plan);
    for (const Scheme& scheme : folder.schemes) foreign.add_id(Phrase::kind_scheme, scheme->id);
    for (const Reading& reading : results.progress.readings) foreign.require_reading(reading);
    for (const Judgement& judged : results.side_by_side.judgements) foreign.require_reading(judged.reading);
    for (const JointJudgement& joint : results.side_by_side.joint)
        foreign.require(Phrase::kind_indicator, joint.indicator);
    for (const ControlReading& reading : results.side_by_side.controls) foreign.require_reading(reading);
    for (const Assessment& assessment : results.assessments)
        foreign.require(Phrase::kind_scheme, assessment.scheme->id);
    foreign.require(results.tasks);
    foreign.refuse();
}

}  // namespace libplan
