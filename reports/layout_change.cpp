#include <algorithm>

#include "reports/cells.hpp"

namespace libplan {
namespace {

constexpr int change_columns = 5;

class ChangeLayout {
public:
    explicit ChangeLayout(const TotalChange& change) : change_(change), language_(change.language) {
        for (const ItemChange& item : change.items)
            for (const auto& points : {item.before, item.after, item.difference})
                if (points) places_ = std::max(places_, decimals_of(points->value()));
        for (const ChangePart& part : change.parts) places_ = std::max(places_, decimals_of(part.points.value()));
    }

    Sheet operator()() {
        sheet_.name = say(language_, Phrase::sheet_change);
        sheet_.widths = {26, 9, 9, 9, 52};
        add_top();
        if (!change_.parts.empty()) add_parts();
        add_items();
        return std::move(sheet_);
    }

private:
    /// Of one year, as scored by two schemes, the sides are told apart as before and after.
    bool of_one_year() const { return change_.year_before == change_.year_after; }

    std::string title() const {
        const std::string before = std::to_string(change_.year_before), after = std::to_string(change_.year_after);
        return of_one_year() ? say(language_, Phrase::change_title_same_year, change_.unit.title, after)
                             : say(language_, Phrase::change_title, change_.unit.title, after, before);
    }

    std::string total() const {
        const std::string was = to_string(*change_.before), is = to_string(*change_.after);
        const std::string difference = to_string(*change_.difference);
        return of_one_year() ? say(language_, Phrase::change_total_same_year, was, is, difference)
                             : say(language_, Phrase::change_total, std::to_string(change_.year_before), was,
                                   std::to_string(change_.year_after), is, difference);
    }

    std::string head(bool after) const { return side_of(language_, change_.year_before, change_.year_after, after); }

    std::string told(bool after, const std::string& words) const {
        return say(language_, Phrase::field_choice, head(after), words);
    }

    void add_top() {
        sheet_.rows.push_back(title_row(title(), change_columns));
        const bool same = change_.scheme_before == change_.scheme_after;
        sheet_.rows.push_back(
            {{words(same ? change_.scheme_after : change_.scheme_before + " → " + change_.scheme_after, Look::muted,
                    change_columns)}});
        if (change_.illustrative) sheet_.rows.push_back(notice_row(true, change_columns, language_));
        sheet_.rows.push_back({{change_.difference ? words(total(), Look::subtitle, change_columns)
                                                   : words(change_.open_words, Look::bad, change_columns)}});
        sheet_.header_row = static_cast<int>(sheet_.rows.size());
        Row heads;
        heads.height = 24;
        for (const std::string& name : {say(language_, Phrase::head_item), head(false), head(true),
                                        say(language_, Phrase::head_difference), say(language_, Phrase::head_reason)})
            heads.cells.push_back(words(name, Look::header));
        sheet_.rows.push_back(std::move(heads));
    }

    Cell difference(const std::optional<Points>& points) const {
        if (!points) return words("—", Look::centered);
        const Look look = points->units < 0 ? Look::bad : points->units > 0 ? Look::good : Look::points;
        return number(points->value(), look, places_);
    }

    void add_row(std::string title, Cell before, Cell after, const std::optional<Points>& change, std::string reason) {
        sheet_.rows.push_back({{words(std::move(title), Look::wrapped), std::move(before), std::move(after),
                                difference(change), words(std::move(reason), Look::wrapped)}});
    }

    void add_sum() {
        add_row(say(language_, Phrase::change_sum), number(change_.before->value(), Look::points, places_),
                number(change_.after->value(), Look::points, places_), change_.difference, {});
    }

    void add_parts() {
        sheet_.rows.push_back({{words(say(language_, Phrase::change_causes), Look::group, change_columns)}});
        for (const ChangePart& part : change_.parts)
            add_row(say(language_, phrase_of(part.cause)), words("", Look::centered), words("", Look::centered),
                    part.points, part.words);
        add_sum();
    }

    /// The points of one side; without an explanation the table of that side has no such item.
    Cell side(const std::optional<Points>& points, const std::string& reason) const {
        if (points) return number(points->value(), Look::points, places_);
        return words(say(language_, reason.empty() ? Phrase::not_in_table : Phrase::open), Look::muted);
    }

    std::string reason(const ItemChange& item) const {
        if (item.before_words.empty() || item.before_words == item.after_words) return item.after_words;
        if (item.after_words.empty()) return item.before_words;
        return text(joined(Phrase::semicolon, {told(false, item.before_words), told(true, item.after_words)}),
                    language_);
    }

    void add_items() {
        sheet_.rows.push_back({{words(say(language_, Phrase::change_items), Look::group, change_columns)}});
        for (const ItemChange& item : change_.items)
            add_row(item.title, side(item.before, item.before_words), side(item.after, item.after_words),
                    item.difference, reason(item));
        if (!change_.beyond_items) return;
        add_row(say(language_, Phrase::change_beyond), words("", Look::centered), words("", Look::centered),
                change_.beyond_items, {});
        add_sum();
    }

    const TotalChange& change_;
    Language language_;
    Sheet sheet_;
    int places_ = 0;
};

}  // namespace

Sheet layout_change(const TotalChange& change) { return ChangeLayout(change)(); }

}  // namespace libplan
