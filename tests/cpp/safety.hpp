#pragma once
// A small scoring table of work safety, for tests that explain totals.
#include "libplan/assess.hpp"

namespace libplan::safety {

/// 死亡人数 against its control figure (20), 培训率 (30), 现场检查 (10); 瞒报 is a veto.
inline SchemeParts parts() {
    Item deaths;
    deaths.id = "deaths_item";
    deaths.title = "死亡人数";
    deaths.full = 20;
    deaths.fact = "deaths";
    deaths.rule = PerUnitRule{.reference = "control", .over = -2};
    Item training;
    training.id = "training_item";
    training.title = "安全培训";
    training.full = 30;
    training.fact = "training";
    training.rule = ShareRule{100.0};
    Item site;
    site.id = "site";
    site.title = "现场检查";
    site.full = 10;
    site.rule = MarksRule{.step = 0.5};
    Group group;
    group.id = "g";
    group.title = "一、安全生产";
    group.full = 60;
    group.items = {deaths, training, site};
    SchemeParts scheme;
    scheme.id = "safety";
    scheme.title = "安全生产考核办法";
    scheme.full = 60;
    scheme.facts = {{"deaths", "死亡人数", "人", SuppliedFact{}, {}},
                    {"control", "控制数", "人", ControlFact{"deaths"}, {}},
                    {"training", "培训率", "%", SuppliedFact{}, {}},
                    {"concealed", "瞒报", "起", SuppliedFact{}, {}}};
    scheme.groups = {group};
    scheme.grades = {{"优秀", 54}, {"合格", 36}, {"不合格", 0}};
    Veto concealed;
    concealed.title = "瞒报事故";
    concealed.when = {{.of = "concealed", .comparison = Comparison::at_least, .limit = 1.0}};
    concealed.grade = "不合格";
    scheme.vetoes = {concealed};
    return scheme;
}

struct Figures {
    std::string id;
    double deaths = 0, control = 0, training = 0, site = 0, concealed = 0;
    std::string rank_class = "甲类";
};

inline Facts facts(int year, const std::vector<Figures>& units) {
    Facts facts{.year = year, .units = {}, .columns = {}};
    for (const char* id : {"deaths", "control", "training", "site.team", "concealed"})
        facts.columns.push_back({id, {}, {}});
    for (const Figures& own : units) {
        facts.units.push_back({own.id, own.id, own.rank_class});
        const double values[] = {own.deaths, own.control, own.training, own.site, own.concealed};
        for (std::size_t i = 0; i < facts.columns.size(); ++i) {
            facts.columns[i].values.push_back(values[i]);
            facts.columns[i].states.push_back(State::value);
        }
    }
    return facts;
}

}  // namespace libplan::safety
