#pragma once
#include "libplan/pace.hpp"
#include "libplan/read.hpp"
#include "reports/collect.hpp"
#include "reports/layout.hpp"
#include "reports/reconcile.hpp"

namespace libplan {

/// What a notebook shows of a value, and what printing it tells: sheets one after the other.
using Pages = std::vector<Sheet>;

// ---- plans: notebook_plan.cpp ----
Pages pages_of(const Plan& plan, Language language);
/// Its figures of the baseline and of the targets, each with its clause.
Pages pages_of(const Indicator& indicator, Language language);
Pages pages_of(const std::vector<Indicator>& indicators, Language language);
Pages pages_of(const Target& target, Language language);
Pages pages_of(const Task& task, Language language);
Pages pages_of(const std::vector<Task>& tasks, Language language);
/// How far the plan is by the latest figures, and what else the folder holds.
Pages pages_of(const PlanFolder& folder, Language language);

// ---- schemes: notebook_scheme.cpp ----
/// The scoring table as it is printed, with what each item and the scheme set otherwise than usual.
Pages pages_of(const Scheme& scheme, Language language);

// ---- figures and progress: notebook_progress.cpp ----
Pages pages_of(const Reading& reading, Language language);
Pages pages_of(const Progress& progress, Language language);
Pages pages_of(const SideBySide& all, Language language);
Pages pages_of(const ProgressColumns& columns, Language language);
Pages pages_of(const Observations& figures, Language language);
Pages pages_of(const Series& series, Language language);
Pages pages_of(const TaskBoard& board, Language language);

// ---- results: notebook_results.cpp ----
Pages pages_of(const Assessment& assessment, Language language);
Pages pages_of(const Scores& scores, Language language);
Pages pages_of(const YearResults& results, Language language);
// These are in the language of their own words. Of a scorecard losses come first, each with the words of its clause.
Pages pages_of(const Scorecard& card);
Pages pages_of(const TotalChange& change);
Pages pages_of(const ItemChange& change);
Pages pages_of(const Attainment& answer);

// ---- what is wrong: notebook_findings.cpp ----
Pages pages_of(const Finding& finding, Language language);
Pages pages_of(const std::vector<Finding>& findings, Language language);
Pages pages_of(const Problem& problem, Language language);
Pages pages_of(const std::vector<Problem>& problems, Language language);
Pages pages_of(const Notice& notice, Language language);
Pages pages_of(const std::vector<Notice>& notices, Language language);
Pages pages_of(const Collected& collected, Language language);
Pages pages_of(const Reconciliation& reconciliation, Language language);

/// Pages as text of at most some lines; the rest is counted. Controls and marks of direction are named.
std::string text_of(const Pages& pages, Language language, int width = 80, std::size_t most_rows = 200);

}  // namespace libplan
