#include "libplan/read.hpp"

#include "bindings/given.hpp"
#include "bindings/watching.hpp"
#include "libplan/record_check.hpp"
#include "libplan/write_folder.hpp"
#include "reports/plan_workbook.hpp"

namespace libplan::bindings {
namespace {

/// What a plan folder is built from in Python; only the plan must be given.
struct FolderParts {
    std::optional<Plan> plan;
    Observations figures, observations;
    std::vector<Scheme> schemes;
    Records records;
    GivenSources tables;  ///< what is given as tables instead; read once all else is known
};

/// Figures, or the table of their file.
struct FiguresField final : ValueField<Observations> {
    FiguresField(const char* name, Observations FolderParts::*member, const char* file)
        : ValueField(name, member), file(file) {}
    void set(void* parts, const py::handle& given) const override {
        if (py::isinstance<Observations>(given))
            of(parts) = given.cast<Observations>();
        else
            static_cast<FolderParts*>(parts)->tables.add(file, given);
    }
    const char* file;
};

/// Records, or a dict of tables by the names of their files.
struct RecordsField final : ValueField<Records> {
    RecordsField() : ValueField("records", &FolderParts::records) {}
    void set(void* parts, const py::handle& given) const override {
        if (!py::isinstance<py::dict>(given)) {
            of(parts) = given.cast<Records>();
            return;
        }
        for (const auto& [name, table] : py::reinterpret_borrow<py::dict>(given))
            if (const std::string file = record_file(name.cast<std::string>()); !holds_nothing(table))
                static_cast<FolderParts*>(parts)->tables.add(file, table);
    }
};

/// Puts what tables say where it belongs; the others stay as they are.
void take_tables(FolderParts& parts) {
    TableRecords read = parts.tables.read({&*parts.plan, parts.schemes, !parts.schemes.empty()});
    const auto take = [&](const char* file, auto& own, auto& given) {
        if (parts.tables.contains(file)) own = std::move(given);
    };
    take("figures.csv", parts.figures, read.figures);
    take("observations.csv", parts.observations, read.observations);
    take("controls.csv", parts.records.controls, read.records.controls);
    take("events.csv", parts.records.events, read.records.events);
    take("reports.csv", parts.records.reports, read.records.reports);
    take("marks.csv", parts.records.marks, read.records.marks);
    take("facts.csv", parts.records.figures, read.records.figures);
}

/// Without it there is no folder.
struct PlanField final : ValueField<std::optional<Plan>> {
    PlanField() : ValueField("plan", &FolderParts::plan) {}
    Message type() const override { return "Plan"; }
};

const Fields& folder_fields() {
    static const Fields fields{
        required(std::make_shared<PlanField>()),
        std::make_shared<FiguresField>("figures", &FolderParts::figures, "figures.csv"),
        std::make_shared<FiguresField>("observations", &FolderParts::observations, "observations.csv"),
        field("schemes", &FolderParts::schemes), std::make_shared<RecordsField>()};
    return fields;
}

PlanFolder folder_of(FolderParts parts) {
    if (!parts.plan) throw py::type_error(spoken(Phrase::field_type, "PlanFolder.plan", "Plan", "None"));
    take_tables(parts);
    return {std::move(*parts.plan), std::move(parts.figures), std::move(parts.observations), std::move(parts.schemes),
            std::move(parts.records)};
}

PlanFolder built(const py::args& args, const py::kwargs& kwargs, std::set<std::string> checked) {
    FolderParts parts;
    fill(&parts, "PlanFolder", folder_fields(), args, kwargs);
    std::erase_if(checked, [&](const std::string& file) { return parts.tables.contains(file); });
    PlanFolder folder = folder_of(std::move(parts));
    const Released released;
    check_records(folder, checked);
    return folder;
}

const std::set<std::string>& record_files() {
    static const std::set<std::string> files{"controls.csv", "events.csv", "reports.csv", "marks.csv", "facts.csv"};
    return files;
}

/// The files of records that are given; the others were looked at when they were.
std::set<std::string> files_of(const py::kwargs& changes) {
    std::set<std::string> files;
    if (changes.contains("records")) files = record_files();
    for (const char* name : {"figures", "observations"})
        if (changes.contains(name)) files.insert(std::string(name) + ".csv");
    return files;
}

py::tuple folder_parts(const PlanFolder& folder) {
    return py::make_tuple(folder.plan, folder.figures, folder.observations, to_python(folder.schemes), folder.records);
}

void bind_folder(py::module_& module) {
    py::class_<PlanFolder> type(
        module, "PlanFolder",
        "Everything a plan folder holds; read from files, or built in code from a plan and "
        "what else there is. ``figures`` and ``observations`` may be tables (see ``observations``), "
        "and ``records`` a dict of tables: {\"marks\": …, \"events\": …}. Whatever is given is held against the plan "
        "and its schemes as files are; InputError tells all that is wrong."
        R"(

>>> plan = libplan.Plan("reading", "阅读规划", 2021, 2025)
>>> folder = libplan.PlanFolder(plan, records=libplan.Records())
>>> folder
<PlanFolder reading: 0 indicators, 0 tasks, 0 schemes>
>>> folder.replace(plan=plan.replace(title="全民阅读规划")).plan.title
'全民阅读规划')");
    type.attr("_takes") = signature_of(folder_fields());
    type.def(py::init([](const py::args& args, const py::kwargs& kwargs) {
            std::set<std::string> files = record_files();
            files.insert({"figures.csv", "observations.csv"});
            return built(args, kwargs, std::move(files));
        }))
        .def_property_readonly(
            "plan", [](const PlanFolder& folder) { return folder.plan; }, "The plan itself.")
        .def_property_readonly(
            "figures", [](const PlanFolder& folder) { return folder.figures; },
            "Figures as the plan prints them (figures.csv), which ``check`` holds against each other.")
        .def_property_readonly(
            "observations", [](const PlanFolder& folder) { return folder.observations; },
            "Later figures (observations.csv), by which ``measure`` tells where the indicators stand.")
        .def_property_readonly(
            "schemes", [](const PlanFolder& folder) { return to_python(folder.schemes); },
            "The scoring schemes (``schemes/*.toml``), by file name.")
        .def_property_readonly(
            "records", [](const PlanFolder& folder) { return folder.records; },
            "Control figures, events, task reports and marks, of which the assessed facts are gathered.")
        .def(
            "scheme",
            [](const PlanFolder& folder, const std::string& id) {
                std::vector<std::string> ids;
                for (const Scheme& scheme : folder.schemes) {
                    if (scheme->id == id) return scheme;
                    ids.push_back(scheme->id);
                }
                throw no_such_id(id, Phrase::kind_scheme, ids);
            },
            py::arg("id"), "The scheme of that id; KeyError names the nearest one.")
        .def("__hash__", [](const PlanFolder& folder) { return py::hash(folder_parts(folder)); })
        .def("__repr__",
             [](const PlanFolder& folder) {
                 return "<PlanFolder " + folder.plan->id + ": " + std::to_string(folder.plan->indicators.size()) +
                        " indicators, " + std::to_string(folder.plan->tasks.size()) + " tasks, " +
                        std::to_string(folder.schemes.size()) + " schemes>";
             })
        .def(
            "replace",
            [](const PlanFolder& folder, const py::kwargs& changes) {
                py::dict all = changes.attr("copy")();
                const py::tuple parts = folder_parts(folder);
                std::size_t index = 0;
                for (const FieldPointer& own : folder_fields()) {
                    if (!all.contains(own->name)) all[own->name] = parts[index];
                    ++index;
                }
                return built(py::args(), py::reinterpret_borrow<py::kwargs>(all), files_of(changes));
            },
            "A copy with some fields changed, by keyword: ``replace(observations=...)``.");
    compare_by_content(type);
    copy_as_itself(type);
    pickle_by(type, "PlanFolder", &folder_parts, [](const py::tuple& parts) {
        FolderParts held;
        restore(&held, "PlanFolder", folder_fields(), parts);
        return folder_of(std::move(held));
    });
}

PlanFolder read_watched(const std::filesystem::path& place, Encoding encoding, const py::object& progress) {
    const Log log;
    Watching watching(progress, Phrase::bar_read);
    PlanFolder folder = [&] {
        const Released released;
        return read_plan(place, encoding, watching.pulse());
    }();
    const auto count = [](std::size_t records) { return std::to_string(records); };
    log.info(Phrase::log_read, {place.string(), count(folder.plan->indicators.size()), count(folder.plan->tasks.size()),
                                count(folder.figures.size() + folder.observations.size()), count(folder.schemes.size()),
                                count(folder.records.marks.size())});
    return folder;
}

/// Writes something without the GIL and lets the log tell it.
void write_logged(const std::filesystem::path& to, const std::function<void()>& write) {
    const Log log;
    {
        const Released released;
        write();
    }
    log.info(Phrase::log_wrote, {to.string()});
}

}  // namespace

void bind_read(py::module_& module) {
    bind_folder(module);
    module.def(
        "read", &read_watched, py::arg("folder"), py::kw_only(), py::arg("encoding") = "utf-8",
        py::arg("progress") = py::none(),
        "Reads a plan folder, or a workbook (.xlsx) that holds a plan. InputError tells all problems of all files "
        "or cells; OSError what cannot be opened.\n\n"
        "``encoding=\"gbk\"`` also reads files in GBK, as Excel saves them. ``progress(done, total)`` is called now "
        "and "
        "then, in bytes of the tables; True shows a bar. What it raises, and Ctrl-C, ends the reading."
        R"(

>>> libplan.read("examples/qingxin")
<PlanFolder qingxin-2016-2020: 68 indicators, 302 tasks, 2 schemes>)");
    module.def(
        "read_aside",
        [](const std::filesystem::path& place, Encoding encoding) {
            Watching nobody(py::none(), Phrase::bar_read);
            const Released released;
            return read_plan(place, encoding, nobody.pulse());
        },
        py::arg("folder"), py::kw_only(), py::arg("encoding") = "utf-8",
        "As ``read``, for a folder that only lies aside until it is found to be sound: the log says nothing of it.");
    module.def(
        "write_folder",
        [](const PlanFolder& folder, const std::filesystem::path& to) {
            write_logged(to, [&] { write_folder(folder, to); });
        },
        py::arg("folder"), py::arg("to"),
        "Writes a plan folder whose files read back as an equal one, as a person would write them.\n\n"
        "It is there as a whole or not at all. OSError if there is something already (an empty folder is welcome) or "
        "it "
        "cannot be written; InputError for what no file can hold, such as a line break in a table."
        R"(

>>> folder = libplan.read("examples/ecology")
>>> libplan.write_folder(folder, "copy")
>>> libplan.read("copy") == folder
True)");
    module.def(
        "write_workbook",
        [](const PlanFolder& folder, const std::filesystem::path& file, Language language) {
            write_logged(file, [&] { write_plan_workbook(folder, file, language); });
        },
        py::arg("folder"), py::arg("file"), py::kw_only(), py::arg("language") = "zh",
        "Writes or replaces a workbook (.xlsx) that holds what a plan folder holds, a sheet for each kind of record, "
        "with explanations and drop-downs; ``read`` reads it back as an equal one.\n\n"
        "OSError if it cannot be written; InputError for what it cannot hold."
        R"(

>>> folder = libplan.read("examples/ecology")
>>> libplan.write_workbook(folder, "生态.xlsx")
>>> libplan.read("生态.xlsx") == folder
True)");
    module.def(
        "write_empty_workbook",
        [](const std::filesystem::path& file, const std::string& title, std::optional<int> first_year,
           std::optional<int> last_year, Language language) {
            write_logged(file, [&] { write_empty_plan_workbook({title, first_year, last_year}, file, language); });
        },
        py::arg("file"), py::kw_only(), py::arg("title") = "", py::arg("first_year") = py::none(),
        py::arg("last_year") = py::none(), py::arg("language") = "zh",
        "Writes a workbook to be filled in, as ``init`` starts it.");
    module.def(
        "write_plan",
        [](const Plan& plan, const std::filesystem::path& to) {
            write_logged(to, [&] { write_folder({plan, {}, {}, {}, {}}, to); });
        },
        py::arg("plan"), py::arg("to"),
        "Writes a plan as a folder of its own: plan.toml and, where needed, overlay.toml, identities.toml and "
        "plan.txt.\n\nErrors as of ``write_folder``."
        R"(

>>> plan = libplan.Plan("reading", "阅读规划", 2021, 2025)
>>> libplan.write_plan(plan, "reading")
>>> libplan.read("reading").plan == plan
True)");
    module.def(
        "write_scheme",
        [](const Scheme& scheme, const std::filesystem::path& file) {
            write_logged(file, [&] { write_scheme(scheme, file); });
        },
        py::arg("scheme"), py::arg("file"),
        "Writes or replaces the file of one scheme, such as schemes/towns.toml of a plan folder.\n\n"
        "OSError if it cannot be written; InputError for what no file can hold."
        R"(

>>> scheme = libplan.read("examples/qingxin").scheme("towns")
>>> libplan.write_scheme(scheme.replace(title="镇考核办法"), "towns.toml"))");
}

}  // namespace libplan::bindings
