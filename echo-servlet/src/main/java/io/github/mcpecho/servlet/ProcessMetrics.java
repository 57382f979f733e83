package io.github.mcpecho.servlet;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.github.mcpecho.health.SystemProbe;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What the JVM and the operating system tell of this process, under the names that clients of
 * Prometheus gave it, which dashboards know. The management classes are a good part of a small
 * start-up: they are loaded at the first scrape. A runtime that was linked without their modules,
 * or a container that hides them, leaves its part out.
 */
final class ProcessMetrics {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private ProcessMetrics() {}

  static void write(PrometheusText out) {
    out.optional(ProcessMetrics::memory)
        .optional(ProcessMetrics::buffers)
        .optional(ProcessMetrics::collections)
        .optional(ProcessMetrics::threads)
        .optional(ProcessMetrics::classes)
        .optional(ProcessMetrics::runtime)
        .optional(ProcessMetrics::start)
        .optional(ProcessMetrics::system)
        .optional(ProcessMetrics::resident);
  }

  private static void memory(PrometheusText out) {
    var memory = ManagementFactory.getMemoryMXBean();
    usages(
        out,
        "jvm_memory",
        "area",
        Map.of("heap", memory.getHeapMemoryUsage(), "nonheap", memory.getNonHeapMemoryUsage()));
    var pools = new TreeMap<String, MemoryUsage>();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getUsage();
      if (usage != null) {
        pools.put(pool.getName(), usage);
      }
    }
    usages(out, "jvm_memory_pool", "pool", pools);
  }

  private static void usages(
      PrometheusText out, String prefix, String label, Map<String, MemoryUsage> usages) {
    gauges(out, prefix + "_used_bytes", "Bytes in use", label, usages, MemoryUsage::getUsed);
    gauges(
        out,
        prefix + "_committed_bytes",
        "Bytes taken from the operating system",
        label,
        usages,
        MemoryUsage::getCommitted);
    gauges(
        out,
        prefix + "_max_bytes",
        "Bytes that may be used, if that is bounded",
        label,
        usages,
        MemoryUsage::getMax);
  }

  private static void buffers(PrometheusText out) {
    var pools = new TreeMap<String, BufferPoolMXBean>();
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      pools.put(pool.getName(), pool);
    }
    gauges(
        out,
        "jvm_buffer_pool_used_bytes",
        "Bytes of buffers outside of the heap",
        "pool",
        pools,
        BufferPoolMXBean::getMemoryUsed);
    gauges(
        out,
        "jvm_buffer_pool_used_buffers",
        "Buffers outside of the heap",
        "pool",
        pools,
        BufferPoolMXBean::getCount);
  }

  private static <T> void gauges(
      PrometheusText out,
      String name,
      String help,
      String label,
      Map<String, T> all,
      ToDoubleFunction<T> reading) {
    out.head(name, help, "gauge");
    for (Map.Entry<String, T> one : new TreeMap<>(all).entrySet()) {
      double value = reading.applyAsDouble(one.getValue());
      if (value >= 0) {
        out.sample(name, PrometheusText.labels(label, one.getKey()), value);
      }
    }
  }

  private static void collections(PrometheusText out) {
    String name = "jvm_gc_collection_seconds";
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    out.head(name, "Time that the garbage collectors took", "summary");
    for (GarbageCollectorMXBean collector : collectors) {
      String labels = PrometheusText.labels("gc", collector.getName());
      out.sample(name + "_count", labels, collector.getCollectionCount())
          .sample(name + "_sum", labels, collector.getCollectionTime() / MILLIS);
    }
  }

  private static void threads(PrometheusText out) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    out.gauge("jvm_threads_current", "Live platform threads", threads.getThreadCount())
        .gauge("jvm_threads_daemon", "Daemons among them", threads.getDaemonThreadCount())
        .gauge("jvm_threads_peak", "The most there were", threads.getPeakThreadCount())
        .counter(
            "jvm_threads_started_total",
            "Platform threads that were started",
            threads.getTotalStartedThreadCount());
  }

  private static void classes(PrometheusText out) {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    out.gauge("jvm_classes_currently_loaded", "Classes in memory", classes.getLoadedClassCount())
        .counter(
            "jvm_classes_loaded_total",
            "Classes that were loaded",
            classes.getTotalLoadedClassCount())
        .counter(
            "jvm_classes_unloaded_total",
            "Classes that were unloaded",
            classes.getUnloadedClassCount());
  }

  private static void runtime(PrometheusText out) {
    String labels =
        PrometheusText.labels(
            "runtime", System.getProperty("java.runtime.name", "unknown"),
            "vendor", System.getProperty("java.vm.vendor", "unknown"),
            "version", System.getProperty("java.runtime.version", "unknown"));
    out.head("jvm_runtime_info", "The JVM", "info").sample("jvm_runtime_info", labels, 1);
  }

  private static void start(PrometheusText out) {
    out.gauge(
        "process_start_time_seconds",
        "When the process started, since 1970",
        ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
  }

  private static void system(PrometheusText out) {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    out.counter(
        "process_cpu_seconds_total",
        "Processor time of the process",
        system.getProcessCpuTime() / NANOS);
    if (system instanceof UnixOperatingSystemMXBean unix) {
      out.gauge(
              "process_open_fds",
              "Open files, connections included",
              unix.getOpenFileDescriptorCount())
          .gauge("process_max_fds", "Files that may be open", unix.getMaxFileDescriptorCount());
    }
  }

  private static void resident(PrometheusText out) {
    SystemProbe.live(Map.of())
        .memory()
        .ifPresent(
            memory ->
                out.gauge(
                    "process_resident_memory_bytes",
                    "Bytes of the process that are in memory",
                    memory.usedBytes()));
  }
}
