// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "engine/backend/cuda/cuda_backend_impl.h"
#include "engine/backend/cuda/cuda_devices.h"
#include "engine/backend/cuda/host_experts.h"
#include "engine/backend/cuda/measure_demand.h"
#include "engine/base/error.h"

namespace mingsi::engine {
namespace cuda {
namespace {

// Passes of more tokens are worth no graph: their kernels run longer than it takes to launch them.
constexpr std::size_t kGraphTokens = 32;
constexpr std::size_t kMostGraphs = 64;

}  // namespace

CudaBackend::CudaBackend(const CudaOptions& options, std::string device_name)
    : options_(options),
      device_name_(std::move(device_name)),
      stream_(options.device),
      memory_(stream_),
      latent_type_(latent_type(options.exact)),
      weights_(memory_, stream_, latent_type_),
      cache_(memory_, options.device),
      host_stream_(options.device) {
  check(cudaDeviceGetAttribute(&processors_, cudaDevAttrMultiProcessorCount, options.device), "properties");
  check(cudaDeviceGetAttribute(&shared_limit_, cudaDevAttrMaxSharedMemoryPerBlockOptin, options.device), "properties");
  set_overlap(can_overlap() && !options.plain);
}

void CudaBackend::load(const std::function<void(WeightSink&)>& tell) {
  stream_.use();
  records_.clear();
  std::size_t free = 0, total = 0;
  check(cudaMemGetInfo(&free, &total), "memory");
  GpuBudget budget = options_.budget;
  budget.free_bytes = std::min<std::uint64_t>(budget.free_bytes, free);
  const GpuDemand demand = measure_demand(tell, latent_type_);
  placement_ = plan_placement(demand, budget);
  check_fits(placement_);
  while (true)
    try {
      weights_.load(tell, placement_);
      cache_.load(tell, placement_, weights_);
      break;
    } catch (const Error& error) {
      // Others use the memory too: with fewer experts, then.
      if (error.code() != ErrorCode::OutOfMemory || placement_.expert_bytes == 0) throw;
      cache_.clear();
      placement_ = plan_placement(demand, budget, placement_.expert_bytes - placement_.expert_bytes / 8 - 1);
    }
  if (placement_.host_bytes == 0) return;
  cpu_ = std::make_unique<CpuBackend>(options_.threads, detect_cpu_level(),
                                      options_.exact ? CpuBackend::Precision::Exact : CpuBackend::Precision::Coded);
  if (options_.repack)
    cpu_->load([&](WeightSink& sink) {
      for (const auto experts : host_experts(tell, placement_))
        sink.experts(experts);
    });
}

Pass CudaBackend::stage(const Pass& pass) {
  std::size_t size = 0;
  const auto reserve = [&size](std::size_t values) {
    const std::size_t at = size;
    size += (values * sizeof(float) + 255) / 256 * 256;
    return at;
  };
  const std::size_t pairs = pass.rope.dimensions / 2;
  const std::size_t ids = reserve(pass.ids.size()), positions = reserve(pass.slices.size());
  const std::size_t cos = reserve(pass.rope.cos.rows * pairs), sin = reserve(pass.rope.sin.rows * pairs);
  const std::size_t given = reserve(pass.given.rows * pass.given.columns);
  const std::span<const float> rows = pass.best ? pass.best->temperatures() : std::span<const float>();
  const std::size_t temperatures = reserve(rows.size());
  staging_.reserve(size, moves_);
  input_.reserve(size, moves_);

  const auto put = [this](std::size_t at, const auto* values, std::size_t count) {
    if (count > 0) std::memcpy(staging_.data() + at, values, count * sizeof(*values));
  };
  const auto put_rows = [&](std::size_t at, ConstMatrix m) {
    for (std::size_t row = 0; row < m.rows; ++row)
      put(at + row * m.columns * sizeof(float), m.row(row), m.columns);
  };
  put(ids, pass.ids.data(), pass.ids.size());
  std::vector<std::int32_t> firsts;
  for (const SequenceSlice& slice : pass.slices)
    firsts.push_back(static_cast<std::int32_t>(slice.first));
  put(positions, firsts.data(), firsts.size());
  put_rows(cos, pass.rope.cos);
  put_rows(sin, pass.rope.sin);
  put_rows(given, pass.given);
  put(temperatures, rows.data(), rows.size());
  check(cudaMemcpyAsync(input_.data(), staging_.data(), size, cudaMemcpyHostToDevice, stream_), "input");

  const auto matrix = [this](std::size_t at, ConstMatrix m) {
    return ConstMatrix(reinterpret_cast<const float*>(input_.data() + at), m.rows, m.columns);
  };
  positions_ = reinterpret_cast<const std::int32_t*>(input_.data() + positions);
  temperatures_ = reinterpret_cast<const float*>(input_.data() + temperatures);
  Pass staged = pass;
  staged.ids = {reinterpret_cast<const std::int32_t*>(input_.data() + ids), pass.ids.size()};
  staged.rope.cos = matrix(cos, pass.rope.cos);
  staged.rope.sin = matrix(sin, pass.rope.sin);
  staged.given = matrix(given, pass.given);
  return staged;
}

std::vector<std::size_t> CudaBackend::key_of(const Pass& pass) const {
  const auto number = [](const void* pointer) { return reinterpret_cast<std::size_t>(pointer); };
  std::vector<std::size_t> key{number(pass.of),  pass.ids.size(),    pass.logits.rows,
                               pass.states.rows, on_route ? 1u : 0u, pass.best ? 1u : 0u};
  for (const SequenceSlice& slice : pass.slices) {
    key.push_back(number(slice.caches.front().data));
    key.push_back(slice.count);
    key.push_back(slice.wanted);
  }
  return key;
}

void CudaBackend::run(const Pass& host, const std::function<void(const Pass&)>& body) {
  stream_.use();
  const bool best_only = host.best && host.logits.rows > 0;
  const auto bytes = [](const Matrix& m) { return m.rows * m.columns * sizeof(float); };
  const std::size_t found = best_only ? host.logits.rows * (2 * BestTokens::kCount + 2) : 0;
  results_.reserve(std::max(bytes(host.logits), found * sizeof(float)) + bytes(host.states), moves_);
  logits_.reserve(bytes(host.logits), moves_);
  cache_.hold(stream_);
  Pass pass = stage(host);
  const Buffer states(memory_, host.states.rows, host.states.columns);
  const Buffer best(memory_, 1, found);
  pass.logits = Matrix(reinterpret_cast<float*>(logits_.data()), host.logits.rows, host.logits.columns);
  pass.states = states.matrix;
  if (memory_.epoch() != records_epoch_ || moves_ != records_moves_ || records_.size() > kMostGraphs) {
    records_.clear();
    records_epoch_ = memory_.epoch();
    records_moves_ = moves_;
  }

  Record once;
  Record& record = host.ids.size() <= kGraphTokens ? records_[key_of(host)] : once;
  const BestParts parts(best.matrix.data, host.logits.rows);
  execute(pass, body, record, best_only ? &parts : nullptr);
  last_logits_ = pass.logits;

  std::byte* out = results_.data();
  const auto fetch = [&](const Matrix& from) {
    if (bytes(from) == 0) return;
    check(cudaMemcpyAsync(out, from.data, bytes(from), cudaMemcpyDeviceToHost, stream_), "results");
    out += bytes(from);
  };
  fetch(best_only ? best.matrix : pass.logits);
  fetch(pass.states);
  for (std::size_t i = 0; i < record.rows.size(); ++i)
    check(cudaMemcpyAsync(told_[i].host.data(), told_[i].device.data(),
                          record.rows[i] * record.top_k[i] * sizeof(std::int32_t), cudaMemcpyDeviceToHost, stream_),
          "choices");
  stream_.wait();
  const std::byte* from = results_.data();
  if (best_only) {
    const BestParts there(reinterpret_cast<float*>(results_.data()), host.logits.rows);
    host.best->set(there.ids, there.logits, there.weights);
    from += bytes(best.matrix);
  }
  for (const Matrix& to : {best_only ? Matrix() : host.logits, host.states}) {
    for (std::size_t row = 0; row < to.rows; ++row, from += to.columns * sizeof(float))
      std::memcpy(to.row(row), from, to.columns * sizeof(float));
  }
  for (HostExperts& work : record.host_experts)
    if (const auto failure = std::exchange(work.failure, nullptr)) std::rethrow_exception(failure);
  tell_choices(record);
  refill_cache(record);
}

void CudaBackend::read_logits(std::size_t row, std::span<float> out) {
  memory_.read(reinterpret_cast<const std::byte*>(last_logits_.row(row)), out.size_bytes(),
               reinterpret_cast<std::byte*>(out.data()));
}

void CudaBackend::execute(const Pass& pass, const std::function<void(const Pass&)>& body, Record& record,
                          const BestParts* best) {
  struct Leave {
    CudaBackend& self;
    const int failures = std::uncaught_exceptions();
    ~Leave() {
      // What was enqueued uses memory of the record and of the pass.
      if (std::uncaught_exceptions() > failures) {
        cudaStreamSynchronize(self.stream_);
        cudaStreamSynchronize(self.host_stream_);
      }
      self.recording_ = nullptr;
      self.chosen_ = nullptr;
      self.coded_.source = self.rounded_.source = nullptr;
    }
  } leave{*this};
  coded_.source = rounded_.source = nullptr;
  if (record.graph) {
    record.graph.launch(stream_);
    return;
  }
  // The first time all memory grows to what it takes; the second time that is known and can be remembered.
  forget(record);
  recording_ = &record;
  const auto enqueue = [&] {
    body(pass);
    if (best) find_best(pass.logits, temperatures_, best->ids, best->logits, best->weights, stream_);
  };
  if (record.ran && !record.graphless && !options_.plain) {
    try {
      record.graph = Graph::capture(stream_, enqueue);
      record.graph.launch(stream_);
      return;
    } catch (const Error&) {
      // A lost device fails below again.
      record.graphless = true;
      record.graph = {};
      forget(record);
    }
  }
  enqueue();
  record.ran = true;
}

void CudaBackend::tell_choices(const Record& record) {
  for (std::size_t i = 0; on_route && i < record.rows.size(); ++i) {
    const auto count = record.rows[i] * record.top_k[i];
    std::vector<float> weights(count);
    on_route({record.rows[i], record.top_k[i], reinterpret_cast<std::int32_t*>(told_[i].host.data()), weights.data()});
  }
}

void CudaBackend::refill_cache(const Record& record) {
  for (const HostExperts& work : record.host_experts)
    if (work.cached) cache_.seen(*work.cached, {work.expert, work.slots()}, work.tokens);
  if (!record.host_experts.empty()) cache_.refill();
}

}  // namespace cuda

std::unique_ptr<Backend> make_cuda_backend(const CudaOptions& options) {
  const auto devices = cuda_devices();
  if (static_cast<std::size_t>(options.device) >= devices.size())
    throw Error(ErrorCode::DeviceUnavailable, "there is no NVIDIA GPU with a driver");
  const CudaDevice& device = devices[static_cast<std::size_t>(options.device)];
  if (!device.usable())
    throw Error(ErrorCode::DeviceUnavailable, "compute capability 7.5 is needed, the GPU is " + device.describe());
  CudaOptions chosen = options;
  // For looking for faults: everything is launched by itself, and after what comes before it.
  if (const char* plain = std::getenv("MINGSI_CUDA_PLAIN"); plain && *plain != '0') chosen.plain = true;
  return std::make_unique<cuda::CudaBackend>(chosen, device.name);
}

}  // namespace mingsi::engine
