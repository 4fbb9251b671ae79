#include <gtest/gtest.h>

#include "libplan/arrow_abi.hpp"
#include "libplan/given_table.hpp"
#include "libplan/result_tables.hpp"

namespace libplan {
namespace {

std::shared_ptr<const Table> three_readings() {
    Progress progress{2018, {}};
    for (const double value : {1.5, -0.25, 3.0}) {
        Reading reading;
        reading.indicator = "一";
        reading.year = 2018;
        reading.state = State::value;
        reading.value = value;
        reading.met = value > 0;
        progress.readings.push_back(reading);
    }
    progress.readings[1].value = std::nullopt;
    progress.readings[1].met = std::nullopt;
    return std::make_shared<const Table>(table_of(progress, Language::zh));
}

std::vector<std::string> written(const GivenTable& table, std::string_view name) {
    std::vector<std::string> cells;
    std::string room;
    for (const ColumnPart& part : table.find(name)->parts)
        for (std::size_t row = 0; row < part.size; ++row) cells.emplace_back(part.written(row, room));
    return cells;
}

TEST(Tables, WhatIsExportedIsImportedAsItWas) {
    auto table = three_readings();
    ArrowArrayStream stream;
    export_table(table, stream);
    const GivenTable read = table_of(stream, "progress");
    EXPECT_EQ(stream.release, nullptr);
    table.reset();  // the cells keep what they stand in
    EXPECT_EQ(read.size, 3U);
    EXPECT_EQ(written(read, "indicator"), (std::vector<std::string>{"一", "一", "一"}));
    EXPECT_EQ(written(read, "value"), (std::vector<std::string>{"1.5", "", "3"}));
    EXPECT_EQ(written(read, "met"), (std::vector<std::string>{"true", "", "true"}));
    EXPECT_EQ(written(read, "state"), (std::vector<std::string>{"value", "value", "value"}));
}

TEST(Tables, NumbersOfColumnsAreNotCopied) {
    auto columns = std::make_shared<ProgressColumns>();
    columns->first_year = columns->last_year = 2018;
    columns->indicators = {"一"};
    columns->bodies = {""};
    columns->indicator = {0};
    columns->body = {0};
    columns->state = {State::value};
    columns->value = {2.5};
    columns->lower = columns->upper = columns->required = columns->completion = {1.0};
    columns->lower_open = columns->upper_open = columns->provisional = columns->illustrative = {0};
    columns->met = {1};
    columns->status = {Status::on_track};
    columns->reason = {Reason::met};
    const double* const numbers = columns->value.data();
    ArrowArrayStream stream;
    export_table(std::make_shared<const Table>(table_of(std::shared_ptr<const ProgressColumns>(columns))), stream);
    columns.reset();
    const GivenTable read = table_of(stream, "progress");
    EXPECT_EQ(read.find("value")->parts[0].values, numbers);
    EXPECT_EQ(written(read, "status"), (std::vector<std::string>{"on_track"}));
    EXPECT_EQ(written(read, "lower_open"), (std::vector<std::string>{"false"}));
}

TEST(Tables, AStreamThatNobodyReadsIsReleased) {
    auto table = three_readings();
    const std::weak_ptr<const Table> left = table;
    ArrowArrayStream stream;
    export_table(table, stream);
    table.reset();
    EXPECT_FALSE(left.expired());
    stream.release(&stream);
    EXPECT_TRUE(left.expired());
}

}  // namespace
}  // namespace libplan
