#pragma once
// Who watches long work, and what its log says.
#include <chrono>
#include <string>
#include <vector>

#include "bindings/spoken.hpp"
#include "libplan/interrupt.hpp"
#include "libplan/pulse.hpp"

namespace libplan::bindings {

/// While it lives the GIL is released, and long work hears Ctrl-C wherever it heeds it.
class Released {
public:
    Released();

private:
    py::gil_scoped_release release_;
    Interruptible interruptible_;
};

/// ``progress=`` of a function: a callable, True for a bar, or nobody. Made and destroyed with the GIL; its pulse is
/// called without. However the work ends, the bar goes with it.
class Watching {
public:
    /// `title` stands beside the bar. TypeError for anything else.
    Watching(const py::object& progress, Phrase title);
    ~Watching();
    Watching(const Watching&) = delete;
    Watching& operator=(const Watching&) = delete;

    /// Ctrl-C is heard at each call, and whoever watches is told of each number once.
    Pulse pulse();

private:
    py::object told_;
    py::object bar_;  ///< None if there is none
};

/// What the logger "libplan" says once work is done: the phrase, with the seconds it took as its last argument. Where
/// nothing has imported `logging` nobody can be listening, and it is not imported for that.
class Log {
public:
    /// With the GIL.
    void info(Phrase phrase, std::vector<std::string> words) const;
    void debug(const std::string& words) const;

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace libplan::bindings
