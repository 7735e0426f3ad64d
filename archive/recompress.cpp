#include "archive/recompress.h"

#include <cstdio>
#include <filesystem>
#include <system_error>

#include "archive/draft.h"
#include "archive/file.h"
#include "archive/segment.h"
#include "archive/warc_stream.h"
#include "archive/warc_writer.h"

namespace nianbao::archive {

using model::fail;
using model::Result;

namespace {

constexpr int tight = 9;
// Larger members are packed piece by piece.
constexpr std::size_t most_at_once = std::size_t{4} << 20;

std::string inside(const std::string& folder, const std::string& name) { return folder + "/" + name; }

// One member of the segment into the draft.
Result<void> pack_member(WarcStream& stream, MemberWriter& writer, Draft& draft) {
    std::string packed;
    const std::string_view begin = stream.peek(most_at_once + 1);
    if (begin.size() <= most_at_once) {
        if (!stream.damage().empty()) return {};  // said by the caller
        writer.append_member(packed, {begin});
        stream.drop(begin.size());
        return draft.write(packed);
    }
    MemberStream member(tight);
    for (auto bytes = stream.peek(1); !bytes.empty(); bytes = stream.peek(1)) {
        packed.clear();
        member.add(bytes, packed);
        stream.drop(bytes.size());
        if (auto written = draft.write(packed); !written) return written;
    }
    packed.clear();
    member.finish(packed);
    return draft.write(packed);
}

}  // namespace

std::string sealed_name(std::string_view name) {
    if (name.ends_with(warc_ending)) name.remove_suffix(warc_ending.size());
    return std::string(name) + std::string(sealed_ending);
}

Result<std::vector<std::string>> segments_to_seal(const std::string& folder) {
    auto segments = list_segments(folder);
    if (!segments) return tl::unexpected(segments.error());
    std::vector<std::string> names;
    for (const auto& [serial, name] : *segments)
        if (serial != segments->back().first && !name.ends_with(sealed_ending)) names.push_back(name);
    return names;
}

Result<Sealed> seal_segment(const std::string& folder, const std::string& name, const std::function<bool()>& go_on) {
    const std::string path = inside(folder, name);
    auto stream = WarcStream::open(path, 0);
    if (!stream) return tl::unexpected(stream.error());
    if (!stream->is_gzip()) return fail(path, "is not compressed; it stays as it is");
    Sealed sealed;
    const std::string target = sealed_name(name);
    auto draft = Draft::create(inside(folder, target));
    if (!draft) return tl::unexpected(draft.error());
    MemberWriter writer(tight);
    do {
        if (!go_on()) return Sealed{};
        const std::int64_t from = stream->place().offset;
        const std::int64_t to = draft->size();
        if (auto packed = pack_member(*stream, writer, *draft); !packed) return tl::unexpected(packed.error());
        if (!stream->damage().empty()) return fail(path + ":" + std::to_string(from), stream->damage() + "; the segment stays as it is");
        sealed.moves.emplace_back(from, to);
        sealed.bytes_before = stream->member_end();
    } while (stream->next_member());
    sealed.bytes_after = draft->size();
    std::error_code ignored;
    std::filesystem::remove(inside(folder, index_name(target)), ignored);
    if (auto done = draft->finish(); !done) return tl::unexpected(done.error());
    if (auto indexed = ensure_index(folder, target); !indexed) return tl::unexpected(indexed.error());
    sealed.name = target;
    return sealed;
}

Result<void> remove_segment(const std::string& folder, const std::string& name) {
    std::error_code error;
    std::filesystem::remove(inside(folder, name), error);
    if (!error) std::filesystem::remove(inside(folder, index_name(name)), error);
    if (error) return fail(inside(folder, name), "cannot be removed: " + error.message());
    return sync_folder(folder);
}

}  // namespace nianbao::archive
