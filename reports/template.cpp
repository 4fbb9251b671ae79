#include "reports/template.hpp"

#include <algorithm>

#include "reports/aside.hpp"
#include "reports/batch.hpp"
#include "reports/file_names.hpp"
#include "reports/fill_in.hpp"

namespace libplan {
namespace {

/// What is asked of each unit; a unit of which nothing is asked is left out, unless it is named.
std::vector<FillIn> forms_for(const FillInSource& source, const std::optional<std::vector<std::string>>& units,
                              int year, const TemplateOptions& options) {
    std::vector<FillIn> forms;
    for (const std::string& unit : units ? *units : template_units(source.folder(), options)) {
        FillIn form = source.ask(unit, year, options);
        if (units && form.is_empty())
            throw InputError({{"no-units",
                               source.folder().plan.find_body(unit)->place,
                               {Phrase::form_nothing, {form.unit_title}},
                               {}}});
        if (!form.is_empty()) forms.push_back(std::move(form));
    }
    if (forms.empty()) throw InputError({{"no-units", source.folder().plan->place, Phrase::form_no_units, {}}});
    return forms;
}

/// Forms for other scorers or schemes have other names.
std::string stem_of(const FillIn& form) {
    std::string stem =
        say(form.options.language, Phrase::form_file, form.unit, form.unit_title, std::to_string(form.year));
    for (const std::string& part : {words_of(form.options.scorers, form.options.language), form.options.scheme})
        if (!part.empty()) stem += "-" + part;
    return stem;
}

}  // namespace

std::vector<Sheet> layout_template(const PlanFolder& folder, std::string_view unit, int year,
                                   const TemplateOptions& options) {
    return layout_template(FillInSource(folder).ask(unit, year, options));
}

std::vector<std::filesystem::path> write_templates(const PlanFolder& folder,
                                                   const std::optional<std::vector<std::string>>& units, int year,
                                                   const std::filesystem::path& out, const TemplateOptions& options,
                                                   int threads,
                                                   const std::function<void(std::size_t, std::size_t)>& progress) {
    // All are known and none is there yet, or none is written: what was filled in must not be lost.
    const std::vector<FillIn> forms = forms_for(FillInSource(folder), units, year, options);
    std::vector<BatchFile> batch;
    std::vector<std::filesystem::path> files;
    FileNames names;
    for (const FillIn& form : forms) {
        files.push_back(out / names(stem_of(form)));
        if (std::filesystem::exists(std::filesystem::symlink_status(files.back())))
            throw FileError(std::make_error_code(std::errc::file_exists),
                            {Phrase::form_exists, {files.back().string()}});
        batch.push_back({files.back(), [&form] { return layout_template(form); }});
    }
    make_folder(out);
    write_batch(batch, {folder.plan->title, folder.plan->area, year_period(year).last, Packing::own, options.language},
                threads, progress);
    return files;
}

std::filesystem::path write_template(const PlanFolder& folder, std::string_view scheme, const std::string& unit,
                                     int year, const std::filesystem::path& out, const TemplateOptions& options) {
    TemplateOptions one = options;
    one.scheme = scheme;
    const std::vector<std::string> units = template_units(folder, one);
    const Body* body = folder.plan.find_body(unit);
    if (body && std::find(units.begin(), units.end(), unit) == units.end())
        throw InputError({{"no-units", body->place, {Phrase::form_not_assessed, {scheme, body->title}}, {}}});
    return write_templates(folder, std::vector{unit}, year, out, one, 1).front();
}

}  // namespace libplan
