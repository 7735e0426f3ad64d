#pragma once
// Documents read on several threads, their records in the order of the documents. At any time only a window of documents is
// in memory, however many the inputs hold; large documents are read one at a time.
//
//   documents   1 2 3 4 5 6 7 8 …       next() gives 1 as soon as it is read; meanwhile 2 to 5 are being read, 6 and 7 wait,
//                 └ window ┘            and 8 is still in its file

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "model/page.h"
#include "model/record.h"

namespace nianbao::cli {

// A page, and what is to be done with its record as soon as it is read, on the thread that read it: what is known of the document
// from elsewhere goes into the record before anything is made of it. None for most.
struct Document {
    Document(model::Page read) : page(std::move(read)) {}  // NOLINT: a page is a document of which no more is known
    Document(model::Page read, std::function<void(model::Record&)> then) : page(std::move(read)), complete(std::move(then)) {}
    model::Page page;
    std::function<void(model::Record&)> complete;
};

// A record, and what was made of it on the thread that read it.
struct ReadDocument {
    model::Record record;
    std::string line;
};

class RecordStream {
public:
    // `documents` gives the next document, nullopt at the end; it is called on the thread that calls next(). `render` makes
    // the line of a record; it is called on the thread that read it, and may empty a record that the line says all of: no other
    // thread gives its memory back as fast. jobs: 1 and more; 1 reads on the calling thread.
    RecordStream(std::function<std::optional<Document>()> documents, std::function<std::string(model::Record&)> render, int jobs);
    ~RecordStream();
    RecordStream(const RecordStream&) = delete;
    RecordStream& operator=(const RecordStream&) = delete;

    // nullopt behind the last document.
    [[nodiscard]] std::optional<ReadDocument> next();

    static constexpr std::size_t window_bytes = std::size_t{32} << 20;
    static constexpr std::size_t large_bytes = std::size_t{2} << 20;

private:
    struct Task {
        Document document;
        ReadDocument result;
        std::size_t bytes = 0;
        bool done = false;
    };

    void fill();
    void add(Document document);
    void work();
    void read(Task& task);

    std::function<std::optional<Document>()> documents_;
    std::function<std::string(model::Record&)> render_;
    std::size_t jobs_;
    bool ended_ = false;     // no more documents
    std::size_t bytes_ = 0;  // of the documents in the window
    std::deque<std::unique_ptr<Task>> tasks_;  // in the order of the documents; only the calling thread touches the list
    std::vector<std::thread> threads_;
    std::mutex large_;  // held while a large document is read

    std::mutex mutex_;                        // guards what follows, and Task::done
    std::condition_variable waiting_, read_;  // a task waits; a task is read
    std::deque<Task*> open_;                  // tasks that no thread has taken
    bool stopped_ = false;
};

}  // namespace nianbao::cli
