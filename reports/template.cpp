#include "reports/template.hpp"

#include "reports/file_names.hpp"
#include "reports/fill_in.hpp"
#include "reports/workbook.hpp"
#include "reports/write.hpp"

namespace libplan {

std::vector<Sheet> layout_template(const PlanFolder& folder, std::string_view unit, int year,
                                   const TemplateOptions& options) {
    return layout_template(FillInSource(folder).ask(unit, year, options));
}

std::vector<std::filesystem::path> write_templates(const PlanFolder& folder, const std::vector<std::string>& units,
                                                   int year, const std::filesystem::path& out,
                                                   const TemplateOptions& options,
                                                   const std::function<void(std::size_t, std::size_t)>& done) {
    if (units.empty()) throw InputError({{"no-units", folder.plan->place, Phrase::form_no_units, {}}});
    const FillInSource source(folder);
    std::vector<FillIn> forms;
    for (const std::string& unit : units)
        forms.push_back(source.ask(unit, year, options));  // all are known, or none is written
    std::error_code error;
    std::filesystem::create_directories(out, error);
    if (error) throw FileError(error, {Phrase::cannot_write, {out.string()}});
    const WorkbookOptions properties{folder.plan->title, folder.plan->area, year_period(year).last};
    std::vector<std::filesystem::path> files;
    for (const FillIn& form : forms) {
        files.push_back(out / safe_file_name(say(options.language, Phrase::form_file, form.unit->id, form.unit->title,
                                                 std::to_string(year)),
                                             ".xlsx"));
        write_workbook(files.back(), layout_template(form), properties);
        if (done) done(files.size(), forms.size());
    }
    return files;
}

}  // namespace libplan
