#include "libplan/analysis.hpp"

#include <Eigen/Dense>
#include <stdexcept>

namespace libplan {

double least_squares_slope(std::span<const double> x, std::span<const double> y) {
    const auto n = static_cast<Eigen::Index>(x.size());
    if (x.size() != y.size() || n < 2) throw std::invalid_argument("least_squares_slope: two or more points needed");
    const Eigen::Map<const Eigen::ArrayXd> xs(x.data(), n);
    const Eigen::Map<const Eigen::ArrayXd> ys(y.data(), n);
    const Eigen::ArrayXd deviation = xs - xs.mean();
    const double spread = deviation.square().sum();
    if (spread == 0) throw std::invalid_argument("least_squares_slope: all x are equal");
    return (deviation * (ys - ys.mean())).sum() / spread;
}

}  // namespace libplan
