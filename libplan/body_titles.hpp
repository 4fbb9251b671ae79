#pragma once
// Private: bodies by their titles, told apart where several have the same one.
#include <algorithm>
#include <unordered_map>

#include "libplan/plan.hpp"

namespace libplan {

/// "东镇（east）"
inline std::string title_with_id(const Body& body) { return body.title + "（" + body.id + "）"; }

/// For many bodies.
class BodyTitles {
public:
    /// Of a plan that outlives it.
    explicit BodyTitles(const Plan& plan) : plan_(plan) {
        for (const Body& body : plan->bodies) ++bodies_[body.title];
    }
    /// "东镇", or with its id where there is another 东镇.
    std::string of(const Body& body) const {
        const auto found = bodies_.find(body.title);
        return found != bodies_.end() && found->second > 1 ? title_with_id(body) : body.title;
    }

    /// The id itself where there is no such body.
    std::string of(std::string_view id) const {
        const Body* body = plan_.find_body(id);
        return body ? of(*body) : std::string(id);
    }

private:
    const Plan& plan_;
    std::unordered_map<std::string_view, int> bodies_;
};

/// The same of one body, by looking at all of them; the id itself where there is no such body.
inline std::string body_title(const Plan& plan, std::string_view id) {
    const Body* body = plan.find_body(id);
    if (!body) return std::string(id);
    const bool is_shared = std::any_of(plan->bodies.begin(), plan->bodies.end(), [&](const Body& other) {
        return other.title == body->title && other.id != body->id;
    });
    return is_shared ? title_with_id(*body) : body->title;
}

}  // namespace libplan
