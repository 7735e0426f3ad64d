#pragma once
// One nianbao a workspace: an exclusive lock on the file `lock`, which holds the process id as text. The system releases it
// when the process ends, however it ends.

#include <string>

#include "model/result.h"

namespace nianbao::store {

class WorkspaceLock {
public:
    // Error: another process holds it (named), or the file cannot be made.
    [[nodiscard]] static model::Result<WorkspaceLock> take(const std::string& workspace);
    WorkspaceLock(WorkspaceLock&& other) noexcept;
    WorkspaceLock& operator=(WorkspaceLock&& other) noexcept;
    ~WorkspaceLock();

private:
    explicit WorkspaceLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace nianbao::store
