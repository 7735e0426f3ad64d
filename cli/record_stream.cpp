#include "cli/record_stream.h"

#include <algorithm>
#include <utility>

#include "cli/reader.h"

namespace nianbao::cli {
namespace {

constexpr std::size_t documents_a_thread = 8;  // in the window

}  // namespace

RecordStream::RecordStream(std::function<std::optional<Document>()> documents, std::function<std::string(model::Record&)> render, int jobs)
    : documents_(std::move(documents)), render_(std::move(render)), jobs_(static_cast<std::size_t>(std::max(jobs, 1))) {}

RecordStream::~RecordStream() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    waiting_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

std::optional<ReadDocument> RecordStream::next() {
    fill();
    std::unique_lock lock(mutex_);
    if (tasks_.empty()) return std::nullopt;
    if (threads_.empty()) {
        open_.clear();
        read(*tasks_.front());
    } else {
        read_.wait(lock, [this] { return tasks_.front()->done; });
    }
    const std::unique_ptr<Task> task = std::move(tasks_.front());
    tasks_.pop_front();
    bytes_ -= task->bytes;
    return std::move(task->result);
}

// Documents are taken up as long as the window has room; one larger than the window is in it alone.
void RecordStream::fill() {
    const std::size_t window = jobs_ > 1 ? documents_a_thread * jobs_ : 1;
    while (!ended_ && tasks_.size() < window && bytes_ < window_bytes) {
        std::optional<Document> document = documents_();
        ended_ = !document;
        if (document) add(std::move(*document));
    }
}

void RecordStream::add(Document document) {
    const std::size_t bytes = document.page.bytes.size();
    auto task = std::make_unique<Task>(Task{.document = std::move(document), .result = {}, .bytes = bytes});
    bytes_ += task->bytes;
    {
        const std::lock_guard lock(mutex_);
        open_.push_back(task.get());
        tasks_.push_back(std::move(task));
    }
    // A single document is read where it is asked for; threads come with the second.
    while (jobs_ > 1 && tasks_.size() > 1 && threads_.size() < std::min(jobs_, tasks_.size())) threads_.emplace_back([this] { work(); });
    waiting_.notify_one();
}

void RecordStream::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        waiting_.wait(lock, [this] { return stopped_ || !open_.empty(); });
        if (stopped_) return;
        Task& task = *open_.front();
        open_.pop_front();
        lock.unlock();
        read(task);
        lock.lock();
        task.done = true;
        read_.notify_one();
    }
}

void RecordStream::read(Task& task) {
    std::unique_lock large(large_, std::defer_lock);
    if (task.bytes >= large_bytes) large.lock();
    task.result.record = read_report(task.document.page);
    task.document.page = {};
    if (task.document.complete) task.document.complete(task.result.record);
    task.result.line = render_(task.result.record);
}

}  // namespace nianbao::cli
