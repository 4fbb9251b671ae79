#include "reports/template.hpp"

#include "reports/aside.hpp"
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
    // All are known and none is there yet, or none is written: what was filled in must not be lost.
    std::vector<FillIn> forms;
    std::vector<std::filesystem::path> files;
    FileNames names;
    for (const std::string& unit : units) {
        forms.push_back(source.ask(unit, year, options));
        const FillIn& form = forms.back();
        if (form.rows.empty() && form.tasks.empty())
            throw InputError({{"no-units", form.unit->place, {Phrase::form_nothing, {form.unit->title}}, {}}});
        files.push_back(out / names(say(options.language, Phrase::form_file, form.unit->id, form.unit->title,
                                        std::to_string(year))));
        if (std::filesystem::exists(std::filesystem::symlink_status(files.back())))
            throw FileError(std::make_error_code(std::errc::file_exists),
                            {Phrase::form_exists, {files.back().string()}});
    }
    make_folder(out);
    const WorkbookOptions properties{folder.plan->title, folder.plan->area, year_period(year).last, Packing::own,
                                     options.language};
    for (std::size_t i = 0; i < forms.size(); ++i) {
        write_workbook(files[i], layout_template(forms[i]), properties);
        if (done) done(i + 1, forms.size());
    }
    return files;
}

}  // namespace libplan
