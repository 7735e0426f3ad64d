#include "cli/record_source.h"

#include <deque>
#include <functional>
#include <future>
#include <utility>

#include "cli/line_reader.h"
#include "cli/reader.h"
#include "cli/workspace.h"
#include "out/record_json.h"
#include "store/catalogue.h"

namespace nianbao::cli {
namespace {

using Parsed = model::Result<model::Record>;

// What one thread reads at a time. The texts of the batches in flight bound the memory.
constexpr std::size_t batch_lines = 16;
constexpr std::size_t batch_bytes = std::size_t{1} << 20;

std::vector<Parsed> parse_all(const std::vector<NamedLine>& lines) {
    std::vector<Parsed> records;
    records.reserve(lines.size());
    for (const NamedLine& line : lines) records.push_back(out::from_json(line.text, line.where));
    return records;
}

}  // namespace

// Lines are fetched in order and parsed in batches, each on a thread of its own, while the caller works on an earlier one.
struct RecordSource::State {
    std::optional<store::Catalogue> own_catalogue;
    store::Catalogue* catalogue = nullptr;  // behind `next_line` of a workspace
    std::function<model::Result<std::optional<NamedLine>>()> next_line;
    std::deque<std::future<std::vector<Parsed>>> in_flight;
    std::vector<Parsed> ready;
    std::size_t at = 0;  // within ready
    bool ended = false;

    // Error lines keep their place among the records.
    void start_batch() {
        std::vector<NamedLine> lines;
        std::optional<model::Error> error;
        for (std::size_t bytes = 0; lines.size() < batch_lines && bytes < batch_bytes && !ended && !error;) {
            auto line = next_line();
            if (!line) {
                error = line.error();
            } else if (!*line) {
                ended = true;
            } else {
                bytes += (*line)->text.size();
                lines.push_back(std::move(**line));
            }
        }
        if (!lines.empty()) in_flight.push_back(std::async(std::launch::async, [batch = std::move(lines)] { return parse_all(batch); }));
        if (error) in_flight.push_back(std::async(std::launch::deferred, [said = *error] { return std::vector<Parsed>{tl::unexpected(said)}; }));
    }
};

RecordSource::RecordSource(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordSource::~RecordSource() = default;
RecordSource::RecordSource(RecordSource&&) noexcept = default;
RecordSource& RecordSource::operator=(RecordSource&&) noexcept = default;

model::Result<RecordSource> RecordSource::open(const Arguments& arguments, std::istream& standard_input) {
    const std::vector<std::string>& names = arguments.positional();
    if (names.empty()) return open_workspace(arguments.text("workspace"));
    if (arguments.has("workspace")) return model::fail(names.front(), "cannot be read together with a workspace; leave out one of the two");
    return open_files(names, standard_input);
}

model::Result<RecordSource> RecordSource::open_files(std::vector<std::string> names, std::istream& standard_input) {
    auto state = std::make_unique<State>();
    const auto lines = std::make_shared<LineReader>(std::move(names), standard_input);
    state->next_line = [lines] { return lines->next(); };
    return RecordSource(std::move(state));
}

model::Result<RecordSource> RecordSource::open_workspace(const std::string& workspace) {
    auto catalogue = open_to_read(workspace);
    if (!catalogue) return tl::unexpected(catalogue.error());
    auto own = std::make_unique<State>();
    store::Catalogue& kept = own->own_catalogue.emplace(std::move(*catalogue));
    return of_catalogue(kept, std::move(own));
}

model::Result<RecordSource> RecordSource::of_catalogue(store::Catalogue& catalogue) { return of_catalogue(catalogue, std::make_unique<State>()); }

model::Result<RecordSource> RecordSource::of_catalogue(store::Catalogue& catalogue, std::unique_ptr<State> state) {
    state->catalogue = &catalogue;
    auto rows = catalogue.records();
    if (!rows) return tl::unexpected(rows.error());
    state->next_line = [next = std::move(*rows), &ended = state->ended]() -> model::Result<std::optional<NamedLine>> {
        auto stored = next();
        if (!stored) ended = true;
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) return std::nullopt;
        return NamedLine{std::move((*stored)->json), std::move((*stored)->url)};
    };
    return RecordSource(std::move(state));
}

model::Result<std::vector<model::PublisherFinding>> RecordSource::publisher_findings() {
    if (state_->catalogue == nullptr) return std::vector<model::PublisherFinding>();
    return state_->catalogue->publisher_findings();
}

model::Result<std::optional<model::Record>> RecordSource::next() {
    State& state = *state_;
    const auto threads = static_cast<std::size_t>(default_jobs());
    while (state.at == state.ready.size()) {
        while (!state.ended && state.in_flight.size() < threads) state.start_batch();
        if (state.in_flight.empty()) return std::nullopt;
        state.ready = state.in_flight.front().get();
        state.in_flight.pop_front();
        state.at = 0;
        if (!state.ended) state.start_batch();
    }
    Parsed& record = state.ready[state.at++];
    if (!record) return tl::unexpected(record.error());
    return std::move(*record);
}

}  // namespace nianbao::cli
