#include <algorithm>

#include "reports/cells.hpp"

namespace libplan {
namespace {

constexpr int reach_columns = 5;

class ReachLayout {
public:
    explicit ReachLayout(const Attainment& answer) : answer_(answer), language_(answer.language) {
        for (const ItemRoom& room : answer.items)
            for (const Points points : {room.points, room.full, room.lost, room.open})
                places_ = std::max(places_, decimals_of(points.value()));
    }

    Sheet operator()() {
        sheet_.name = say(language_, Phrase::sheet_reach);
        sheet_.widths = {30, 10, 10, 10, 40};
        add_top();
        add_ways(Phrase::reach_alone, answer_.alone);
        if (answer_.together) add_ways(Phrase::reach_together, {*answer_.together});
        add_lines(answer_.open ? Phrase::reach_unanswered : Phrase::reach_obstacles, answer_.obstacles);
        add_lines(Phrase::reach_notes, answer_.notes);
        if (!answer_.reached) add_room();
        return std::move(sheet_);
    }

private:
    void add_top() {
        sheet_.rows.push_back(
            title_row(answer_.rank > 0
                          ? say(language_, Phrase::reach_title_rank, answer_.unit.title, std::to_string(answer_.rank))
                          : say(language_, Phrase::reach_title_grade, answer_.unit.title, answer_.grade),
                      reach_columns));
        sheet_.rows.push_back({{words(answer_.scheme, Look::muted, reach_columns)}});
        if (answer_.illustrative) sheet_.rows.push_back(notice_row(true, reach_columns, language_));
        std::vector<Message> figures{total()};
        if (answer_.needed) figures.push_back(needed(*answer_.needed));
        sheet_.rows.push_back(
            {{words(text(joined(Phrase::comma, std::move(figures)), language_), Look::subtitle, reach_columns)}});
        if (answer_.reached)
            sheet_.rows.push_back({{words(say(language_, Phrase::reach_already), Look::good, reach_columns)}});
    }

    Message total() const {
        if (answer_.total) return {Phrase::reach_total, {to_string(*answer_.total)}};
        return {answer_.state == State::not_applicable ? Phrase::reach_total_none : Phrase::reach_total_open};
    }

    static Message needed(Points points) {
        if (points.units == 0) return {Phrase::reach_needs_any};
        return {Phrase::reach_needs, {to_string(points)}};
    }

    void add_lines(Phrase title, const std::vector<std::string>& lines) {
        if (lines.empty()) return;
        sheet_.rows.push_back({{words(say(language_, title), Look::group, reach_columns)}});
        for (const std::string& line : lines) sheet_.rows.push_back({{words(line, Look::wrapped, reach_columns)}});
    }

    void add_ways(Phrase title, const std::vector<Way>& ways) {
        std::vector<std::string> lines;
        for (const Way& way : ways)
            lines.push_back(way.title.empty() ? way.words : say(language_, Phrase::supply_entry, way.title, way.words));
        add_lines(title, lines);
    }

    void add_room() {
        std::vector<const ItemRoom*> rooms;
        for (const ItemRoom& room : answer_.items)
            if (room.lost.units > 0 || room.open.units > 0) rooms.push_back(&room);
        if (rooms.empty()) return;
        std::stable_sort(rooms.begin(), rooms.end(),
                         [](const ItemRoom* a, const ItemRoom* b) { return a->lost + a->open > b->lost + b->open; });
        sheet_.rows.push_back({{words(say(language_, Phrase::reach_room), Look::group, reach_columns)}});
        sheet_.rows.push_back(header_row(
            {Phrase::head_item, Phrase::head_full, Phrase::head_points, Phrase::head_lost, Phrase::head_still_open},
            language_));
        for (const ItemRoom* room : rooms) {
            Row row{{words(room->title, Look::wrapped)}};
            for (const Points points : {room->full, room->points, room->lost, room->open})
                row.cells.push_back(number(points.value(), Look::points, places_));
            sheet_.rows.push_back(std::move(row));
        }
    }

    const Attainment& answer_;
    Language language_;
    Sheet sheet_;
    int places_ = 0;
};

}  // namespace

Sheet layout_reach(const Attainment& answer) { return ReachLayout(answer)(); }

}  // namespace libplan
