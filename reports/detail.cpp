#include "reports/detail.hpp"

#include <map>

#include "reports/cells.hpp"
#include "reports/detail_table.hpp"
#include "reports/packing.hpp"
#include "reports/workbook_check.hpp"

namespace libplan {
namespace {

constexpr std::size_t rows_between_pulses = 16384;

/// The headings above each item, and whether points may be lost on it.
struct Above {
    std::string path;
    bool bonus = false;
};

void collect(const Group& group, const std::string& above, bool bonus, std::map<const Item*, Above>& all) {
    const std::string path = above.empty() ? group.title : above + " / " + group.title;
    for (const Item& item : group.items) all[&item] = {path, bonus};
    for (const Group& inner : group.groups) collect(inner, path, bonus, all);
}

/// A row for every unit and item.
class Detail {
public:
    Detail(const Assessment& assessment, const DetailOptions& options)
        : assessment_(assessment), options_(options), items_(assessment.scheme.items()) {
        for (const Group& group : assessment.scheme->groups) collect(group, "", group.kind == GroupKind::bonus, above_);
    }

    TableHeads heads() const {
        const int places = assessment_.scheme->outcome.places;
        TableHeads heads;
        heads.title = said(Phrase::detail_sheet);
        heads.columns = {{said(Phrase::head_unit_id), 12}, {said(Phrase::head_unit), 24},
                         {said(Phrase::head_class), 10},   {said(Phrase::head_group_path), 28},
                         {said(Phrase::head_item_id), 14}, {said(Phrase::head_item), 34},
                         {said(Phrase::head_full), 8},     {said(Phrase::head_points), 10},
                         {said(Phrase::head_lost), 8},     {said(Phrase::head_state), 10}};
        heads.places = {-1, -1, -1, -1, -1, -1, places, places, places, -1};
        heads.rows = assessment_.facts.units.size() * items_.size();
        heads.rows_per_sheet = options_.rows_per_sheet;
        heads.created = year_period(assessment_.facts.year).last;
        return heads;
    }

    /// Every text stands in many rows; so what cannot be written is found before the first of them.
    void check(const std::filesystem::path& file) const {
        std::vector<Problem> problems;
        const auto look = [&](const std::string& id, const std::string& text) {
            if (auto fault = text_fault(text))
                problems.push_back({"cell-text", {file.filename().string() + "!" + id}, std::move(*fault), {}});
        };
        for (const Unit& unit : assessment_.facts.units)
            for (const std::string* text : {&unit.id, &unit.title, &unit.rank_class}) look(unit.id, *text);
        for (const Item* item : items_)
            for (const std::string* text : {&item->id, &item->title, &above_.at(item).path}) look(item->id, *text);
        if (!problems.empty()) throw InputError(std::move(problems));
    }

    void write(DetailTable& table) const {
        const std::vector<ItemTexts> items = encoded_items(table);
        const std::vector<std::string> states = encoded_states(table);
        const std::size_t total = assessment_.facts.units.size() * items_.size();
        std::size_t written = 0;
        std::vector<Field> row(10);
        for (std::size_t unit = 0; unit < assessment_.facts.units.size(); ++unit) {
            const Unit& each = assessment_.facts.units[unit];
            const std::string id = table.encoded(each.id);
            const std::string title = table.encoded(each.title);
            const std::string rank_class = table.encoded(each.rank_class);
            row[0].text = &id;
            row[1].text = &title;
            row[2].text = &rank_class;
            for (std::size_t item = 0; item < items_.size(); ++item) {
                set_item(row, items[item], item, unit);
                row[9].text = &states[static_cast<std::size_t>(assessment_.items[item].state(unit))];
                table.add(row);
                if (++written % rows_between_pulses == 0 && options_.progress) options_.progress(written, total);
            }
        }
        table.finish();
        if (options_.progress) options_.progress(written, total);
    }

private:
    struct ItemTexts {
        std::string path, id, title;
    };

    std::string said(Phrase phrase) const { return say(options_.language, phrase); }

    std::vector<ItemTexts> encoded_items(const DetailTable& table) const {
        std::vector<ItemTexts> texts;
        for (const Item* item : items_)
            texts.push_back({table.encoded(above_.at(item).path), table.encoded(item->id), table.encoded(item->title)});
        return texts;
    }

    std::vector<std::string> encoded_states(const DetailTable& table) const {
        std::vector<std::string> states{table.encoded(said(Phrase::state_value))};
        for (const State state : {State::missing, State::not_applicable, State::not_scored})
            states.push_back(table.encoded(said(phrase_of(state))));
        return states;
    }

    void set_item(std::vector<Field>& row, const ItemTexts& texts, std::size_t index, std::size_t unit) const {
        const Item& item = *items_[index];
        const Scores::ItemColumn& column = assessment_.items[index];
        row[3].text = &texts.path;
        row[4].text = &texts.id;
        row[5].text = &texts.title;
        row[6].number = item.full;
        row[7].number = row[8].number = std::nullopt;
        if (column.state(unit) != State::value) return;
        const Points points = column.points[unit];
        row[7].number = points.value();
        if (!above_.at(&item).bonus) row[8].number = (exact_points(item.full) - points).value();
    }

    const Assessment& assessment_;
    const DetailOptions& options_;
    const std::vector<const Item*> items_;
    std::map<const Item*, Above> above_;
};

}  // namespace

void write_detail(const Assessment& assessment, const std::filesystem::path& file, const DetailOptions& options) {
    const bool csv = file.extension() == ".csv";
    if (!csv && file.extension() != ".xlsx")
        throw InputError({{"file-kind", {}, {Phrase::detail_kind, {file.string()}}, {}}});
    if (options.rows_per_sheet < 2 || options.rows_per_sheet > 1048576)
        throw InputError({{"rows", {}, {Phrase::detail_rows, {std::to_string(options.rows_per_sheet)}}, {}}});
    const Detail detail(assessment, options);
    const TableHeads heads = detail.heads();
    detail.check(file);
    Aside aside(file);
    const bool own = options.packing == Packing::own && packs_parts();
    const auto table = csv ? csv_table(aside, heads) : own ? packed_table(aside, heads) : library_table(aside, heads);
    detail.write(*table);
    aside.publish();
}

}  // namespace libplan
