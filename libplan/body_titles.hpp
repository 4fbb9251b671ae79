#pragma once
// Private: bodies by their titles, told apart where several have the same one.
#include <unordered_map>

#include "libplan/plan.hpp"

namespace libplan {

class BodyTitles {
public:
    /// Of a plan that outlives it.
    explicit BodyTitles(const Plan& plan) {
        for (const Body& body : plan->bodies) ++bodies_[body.title];
    }
    /// "东镇", or "东镇（east）" where there is another 东镇.
    std::string of(const Body& body) const {
        const auto found = bodies_.find(body.title);
        return found != bodies_.end() && found->second > 1 ? body.title + "（" + body.id + "）" : body.title;
    }

private:
    std::unordered_map<std::string_view, int> bodies_;
};

}  // namespace libplan
