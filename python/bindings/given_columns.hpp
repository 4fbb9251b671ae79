#pragma once
// Single columns as Python gives them.
#include "bindings/record.hpp"
#include "libplan/given_table.hpp"

namespace libplan::bindings {

/// Keeps a Python object for memory that is borrowed from it, until whoever borrowed it lets go, in whatever thread.
std::shared_ptr<const void> kept(py::object object);

/// A table by its Arrow capsules; nothing if it has none. InputError for what its own library cannot give, and for what
/// somebody has taken already.
std::optional<GivenTable> arrow_table(const py::object& given, const std::string& name);

/// Throws InputError with what a library said of a table that it cannot give; what is no error of that kind as it is.
[[noreturn]] void refuse_unreadable(const py::error_already_set& error, const std::string& name);

/// Moments of a time zone as the clocks there show them: midnight there is the day, whatever it is elsewhere.
void show_in_own_zones(GivenTable& table);

/// Whether it is an array of NumPy of which some cells are masked, or may be.
bool is_masked(const py::handle& cells);

/// A column by its capsules, from memory that can be borrowed, or cell by cell. Nothing if it is no column, which
/// is a problem then, as are cells that no file can hold, which are nothing.
std::optional<GivenColumn> column_of(const std::string& head, const py::handle& cells, const std::string& table,
                                     std::vector<Problem>& problems);

std::size_t size_of(const GivenColumn& column);

}  // namespace libplan::bindings
