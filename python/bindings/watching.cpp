#include "bindings/watching.hpp"

#include <cstdio>
#include <utility>

namespace libplan::bindings {

namespace {

void hear_signals() {
    const py::gil_scoped_acquire acquire;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}

}  // namespace

Released::Released() : interruptible_(hear_signals) {}

Watching::Watching(const py::object& progress, Phrase title) : told_(progress), bar_(py::none()) {
    if (progress.is(py::bool_(true)))
        told_ = bar_ = py::module_::import("libplan.watching").attr("bar")(spoken(title));
    else if (progress.is(py::bool_(false)))
        told_ = py::none();
    else if (!progress.is_none() && PyCallable_Check(progress.ptr()) == 0)
        throw py::type_error(
            spoken(Phrase::field_type, "progress", Message{Phrase::watcher_type, {}}, quoted(progress)));
}

Watching::~Watching() {
    if (bar_.is_none()) return;
    const py::error_scope whatever_happened;
    try {
        bar_.attr("close")();
    } catch (py::error_already_set& error) {
        error.discard_as_unraisable("libplan.watching");
    }
}

Pulse Watching::pulse() {
    return [this, before = std::size_t{0}](std::size_t done, std::size_t total) mutable {
        const py::gil_scoped_acquire acquire;
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        if (done != std::exchange(before, done) && !told_.is_none()) told_(done, total);
    };
}

namespace {

/// The logger, if it listens at a level of `logging`; else nothing.
py::object listening(const char* level) {
    const py::dict loaded = py::module_::import("sys").attr("modules");
    if (!loaded.contains("logging")) return py::none();
    const py::object logging = loaded["logging"];
    const py::object logger = logging.attr("getLogger")("libplan");
    if (py::len(logger.attr("handlers")) == 0) logger.attr("addHandler")(logging.attr("NullHandler")());
    return logger.attr("isEnabledFor")(logging.attr(level)).cast<bool>() ? logger : py::none();
}

}  // namespace

void Log::info(Phrase phrase, std::vector<std::string> words) const {
    const py::object logger = listening("INFO");
    if (logger.is_none()) return;
    const std::chrono::duration<double> gone = std::chrono::steady_clock::now() - start_;
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.3f", gone.count());
    words.emplace_back(seconds);
    logger.attr("info")(shown(text(Message{phrase, {words.begin(), words.end()}}, spoken_language())));
}

void Log::debug(const std::string& words) const {
    const py::object logger = listening("DEBUG");
    if (!logger.is_none()) logger.attr("debug")(shown(words));
}

}  // namespace libplan::bindings
