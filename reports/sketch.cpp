#include "reports/sketch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "reports/cells.hpp"
#include "reports/html_text.hpp"

namespace libplan {
namespace {

/// Short enough to be drawn many times over: a tenth of a pixel is enough.
std::string pixels(double length) { return decimal_text(round_decimal(length, 1)); }
std::string pixels(double x, double y) { return pixels(x) + " " + pixels(y); }

std::optional<double> drawable(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? value : std::nullopt;
}

class Drawing {
public:
    explicit Drawing(const Sketch& sketch)
        : sketch_(sketch), width_(sketch.large ? 300 : 120), height_(sketch.large ? 72 : 30) {
        for (const CourseYear& year : sketch.course) {
            first_ = std::min(first_, year.year);
            last_ = std::max(last_, year.year);
            for (const auto& value : {drawable(year.value), drawable(year.required)})
                if (value) reach(*value);
            if (!year.admissible) continue;
            for (const double limit : {year.admissible->lower, year.admissible->upper})
                if (std::isfinite(limit)) reach(limit);
        }
        scale_ = std::max({std::abs(lowest_), std::abs(highest_), 1e-300});
    }

    std::string size() const {
        return "width=\"" + std::to_string(width_) + "\" height=\"" + std::to_string(height_) + "\"";
    }

    /// A step of the band for every year of which something is asked.
    std::string band() const {
        std::string path;
        const double half = 0.5 * (width_ - 2 * margin) / std::max(1.0, static_cast<double>(last_) - first_);
        for (const CourseYear& year : sketch_.course) {
            if (!year.admissible || !(year.admissible->lower <= year.admissible->upper)) continue;
            const double left = std::max(0.0, x(year.year) - half);
            const double right = std::min<double>(width_, x(year.year) + half);
            double top = std::isfinite(year.admissible->upper) ? y(year.admissible->upper) : 0;
            double bottom = std::isfinite(year.admissible->lower) ? y(year.admissible->lower) : height_;
            if (bottom - top < least) {  // a single value, such as 0, is still to be seen
                top = (top + bottom - least) / 2;
                bottom = top + least;
            }
            path += "M" + pixels(left, top) + "H" + pixels(right) + "V" + pixels(bottom) + "H" + pixels(left) + "z";
        }
        if (path.empty()) return {};
        return "<path class=\"libplan-band\" fill=\"currentColor\" fill-opacity=\".2\" d=\"" + path + "\"/>";
    }

    /// A line through the years that have a figure, broken where one has none.
    std::string line(std::optional<double> CourseYear::*of, std::string_view look) const {
        std::string path;
        bool drawn = false;
        for (const CourseYear& year : sketch_.course) {
            const auto value = drawable(year.*of);
            if (value) path += (drawn ? "L" : "M") + pixels(x(year.year), y(*value));
            drawn = value.has_value();
        }
        if (path.find('L') == std::string::npos) return {};
        return "<path fill=\"none\" stroke=\"currentColor\" " + std::string(look) + " d=\"" + path + "\"/>";
    }

    std::string marks() const {
        std::string html;
        for (const CourseYear& year : sketch_.course) {
            const auto value = drawable(year.value);
            if (!value) continue;
            if (year.year == sketch_.judged)
                html += mark(x(year.year), y(*value));
            else
                html += dot(x(year.year), y(*value), sketch_.large ? 2.2 : 1.6, "");
        }
        return html;
    }

private:
    static constexpr double margin = 6;
    static constexpr double least = 2;

    void reach(double value) {
        lowest_ = std::min(lowest_, value);
        highest_ = std::max(highest_, value);
    }
    double x(int year) const {
        if (last_ == first_) return width_ / 2.0;
        return margin +
               (width_ - 2 * margin) * (static_cast<double>(year) - first_) / (static_cast<double>(last_) - first_);
    }
    /// Scaled first: the difference of the largest numbers is none.
    double y(double value) const {
        const double whole = highest_ / scale_ - lowest_ / scale_;
        const double share = whole > 0 ? (value / scale_ - lowest_ / scale_) / whole : 0.5;
        return height_ - margin - share * (height_ - 2 * margin);
    }
    static std::string dot(double x, double y, double radius, std::string_view look) {
        return "<circle fill=\"currentColor\"" + std::string(look) + " cx=\"" + pixels(x) + "\" cy=\"" + pixels(y) +
               "\" r=\"" + pixels(radius) + "\"/>";
    }
    /// The figure that is judged, in the shape and colour of its status.
    std::string mark(double x, double y) const {
        if (!sketch_.status) return dot(x, y, 3, "");
        const auto triangle = [&](std::string_view look, double tip) {
            return "<path class=\"libplan-" + std::string(look) + "\" fill=\"currentColor\" d=\"M" +
                   pixels(x - 4.4, y - tip / 2) + "h8.8l-4.4 " + pixels(tip) + "z\"/>";
        };
        switch (*sketch_.status) {
            case Status::achieved_early:
            case Status::ahead:
                return triangle("good", -7.2);
            case Status::on_track:
                return dot(x, y, 3.4, " class=\"libplan-fair\"");
            case Status::behind:
                return triangle("bad", 7.2);
            case Status::unknown:
                break;
        }
        return dot(x, y, 3.2, " class=\"libplan-open\" stroke=\"currentColor\"");
    }

    const Sketch& sketch_;
    int width_, height_;
    int first_ = std::numeric_limits<int>::max(), last_ = std::numeric_limits<int>::min();
    double lowest_ = std::numeric_limits<double>::infinity(), highest_ = -std::numeric_limits<double>::infinity();
    double scale_ = 1;
};

}  // namespace

std::string words_of(const Sketch& sketch, Language language) {
    std::vector<Message> years;
    const auto figure = [&](double value) { return decimal_text(round_decimal(value, 4)) + sketch.unit; };
    for (const CourseYear& each : sketch.course) {
        const std::string year = std::to_string(each.year);
        const auto value = drawable(each.value);
        const auto required = drawable(each.required);
        if (value && required && *value != *required)
            years.emplace_back(Phrase::course_both, std::vector<Message>{year, figure(*value), figure(*required)});
        else if (value)
            years.emplace_back(Phrase::course_value, std::vector<Message>{year, figure(*value)});
        else if (required)
            years.emplace_back(Phrase::course_required, std::vector<Message>{year, figure(*required)});
    }
    return text(joined(Phrase::semicolon, std::move(years)), language);
}

std::string paint_sketch(const Sketch& sketch, Language language) {
    constexpr std::size_t most_years = 60;
    if (sketch.course.size() > most_years) return {};
    const std::string words = words_of(sketch, language);
    if (words.empty()) return {};
    const Drawing draw(sketch);
    return "<svg class=\"libplan-sketch\" role=\"img\" " + draw.size() + "><title>" + html_text(words) + "</title>" +
           draw.band() + draw.line(&CourseYear::required, "stroke-dasharray=\"3 2\" stroke-opacity=\".75\"") +
           draw.line(&CourseYear::value, "stroke-width=\"1.5\"") + draw.marks() + "</svg>";
}

}  // namespace libplan
