using System.Collections.Immutable;
using SurgeryBench.Datasets.Pixels;

namespace SurgeryBench.Datasets.Clip;

/// <summary>Where the eight data sets lie and how they are read.</summary>
/// <param name="Folders">By task name, a copy of the data set's hub repository, or of its parquet files; the suite has the tasks named here.</param>
/// <param name="CacheFolder">Where decoded images and hashes are kept.</param>
public sealed record ClipOptions(ImmutableDictionary<string, string> Folders, string CacheFolder)
{
    /// <summary>Side of the images in pixels; above 0, default 224.</summary>
    public int ImageSize { get; init; } = 224;

    /// <summary>Whether every task must have as many test images as the hub's; default true, false is for mirrors of small data.</summary>
    public bool CheckSizes { get; init; } = true;

    /// <summary>Most bytes of decoded images kept; default 64 GiB.</summary>
    public long CacheLimitBytes { get; init; } = 64L << 30;

    /// <summary>Told how far decoding is, from several threads; null, the default, means nobody is.</summary>
    public IProgress<DecodeProgress>? Progress { get; init; }
}
