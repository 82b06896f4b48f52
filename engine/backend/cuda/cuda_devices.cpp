// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_devices.h"

#include <cstdio>

#if MINGSI_HAVE_CUDA
#include <cuda.h>
#include <dlfcn.h>
#include <memory>
#endif

namespace mingsi::engine {

std::string CudaDevice::describe() const {
  char text[64];
  std::snprintf(text, sizeof text, ", compute capability %d.%d, %.1f GiB", compute_major, compute_minor,
                static_cast<double>(memory_bytes) / (1 << 30));
  return name + text;
}

#if MINGSI_HAVE_CUDA

namespace {

/// Entry points of the driver API, found at run time.
class Driver {
 public:
  Driver() : library_(dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE), &close) {
    ready_ = find(init, "cuInit") && find(count, "cuDeviceGetCount") && find(get, "cuDeviceGet") &&
             find(name, "cuDeviceGetName") && find(attribute, "cuDeviceGetAttribute") &&
             find(memory, "cuDeviceTotalMem_v2") && init(0) == CUDA_SUCCESS;
  }
  explicit operator bool() const { return ready_; }

  decltype(&cuInit) init = nullptr;
  decltype(&cuDeviceGetCount) count = nullptr;
  decltype(&cuDeviceGet) get = nullptr;
  decltype(&cuDeviceGetName) name = nullptr;
  decltype(&cuDeviceGetAttribute) attribute = nullptr;
  decltype(&cuDeviceTotalMem) memory = nullptr;

 private:
  static void close(void* library) {
    if (library) dlclose(library);
  }
  template <class Function>
  bool find(Function& function, const char* symbol) {
    if (library_) function = reinterpret_cast<Function>(dlsym(library_.get(), symbol));
    return function != nullptr;
  }
  std::unique_ptr<void, void (*)(void*)> library_;
  bool ready_ = false;
};

}  // namespace

std::vector<CudaDevice> cuda_devices() {
  const Driver driver;
  std::vector<CudaDevice> devices;
  int count = 0;
  if (!driver || driver.count(&count) != CUDA_SUCCESS) return devices;
  for (int i = 0; i < count; ++i) {
    CUdevice handle = 0;
    char name[256] = {};
    std::size_t bytes = 0;
    CudaDevice device;
    if (driver.get(&handle, i) != CUDA_SUCCESS || driver.name(name, sizeof name - 1, handle) != CUDA_SUCCESS ||
        driver.memory(&bytes, handle) != CUDA_SUCCESS)
      continue;
    driver.attribute(&device.compute_major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, handle);
    driver.attribute(&device.compute_minor, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, handle);
    device.name = name;
    device.memory_bytes = bytes;
    devices.push_back(std::move(device));
  }
  return devices;
}

#else

std::vector<CudaDevice> cuda_devices() { return {}; }

#endif

}  // namespace mingsi::engine
