using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Imaging;
using SurgeryBench.Datasets.Pixels;
using SurgeryBench.Datasets.Shards;

namespace SurgeryBench.Datasets.Clip;

/// <summary>Decodes the images of a split into a pixel file, row group by row group, the images of a group at once.</summary>
/// <param name="plan">Which rows, and where each goes.</param>
/// <param name="side">Side of the images in pixels.</param>
/// <param name="progress">Told after every image.</param>
internal sealed class SplitDecoder(SplitPlan plan, int side, IProgress<DecodeProgress>? progress)
{
    /// <summary>Largest share of damaged images that is only reported.</summary>
    internal const double DamagedShare = 0.001;

    private const int Named = 5;
    private readonly FrozenDictionary<int, int> places = plan.Rows.Select((row, place) => (row, place)).ToFrozenDictionary(pair => pair.row, pair => pair.place);
    private readonly ConcurrentDictionary<int, string> damaged = [];
    private int done;

    /// <summary>Decodes everything and finishes the file.</summary>
    /// <exception cref="BadInputException">A shard cannot be read, or too many images are damaged.</exception>
    internal void Write(PixelFileWriter writer)
    {
        var first = 0;
        foreach (var path in plan.Shards.Paths)
        {
            using var shard = ImageShard.Open(path);
            first = Write(shard, first, writer);
        }
        if (done != places.Count) throw new BadInputException($"The shards of '{plan.Task}' changed while they were read: {done} of {places.Count} images are there.");
        writer.Finish(plan.Labels, damaged);
    }

    private int Write(ImageShard shard, int first, PixelFileWriter writer)
    {
        var start = first;
        for (var group = 0; group < shard.GroupRows.Length; group++)
        {
            var wanted = Enumerable.Range(0, shard.GroupRows[group]).Where(row => places.ContainsKey(first + row)).ToArray();
            if (wanted.Length > 0)
            {
                var (files, offset) = (shard.ReadImages(group), first);
                Parallel.ForEach(wanted, row => Write(writer, files[row], places[offset + row], $"Row {offset + row - start} of '{shard.Path}'"));
                RefuseTooMany();
            }
            first += shard.GroupRows[group];
        }
        return first;
    }

    private void Write(PixelFileWriter writer, byte[]? file, int place, string name)
    {
        var planes = new byte[3 * side * side];
        try
        {
            ClipPreprocessing.Read(file ?? throw new InvalidDataException("holds no image"), planes, side);
            writer.Write(place, planes);
        }
        catch (InvalidDataException fault)
        {
            damaged[place] = $"{name} {fault.Message}";
        }
        var count = Interlocked.Increment(ref done);
        progress?.Report(new DecodeProgress(plan.Task, plan.Split, count, places.Count));
    }

    private void RefuseTooMany()
    {
        if (damaged.Count <= DamagedShare * places.Count) return;
        ImmutableArray<string> faults = [.. damaged.Values.Order(StringComparer.Ordinal)];
        var rest = faults.Length > Named ? $"; and {faults.Length - Named} more" : "";
        throw new BadInputException(
            $"{faults.Length} of the first {done} images of {plan.Task}/{plan.Split} are damaged, more than 0.1 % of all {places.Count}: {string.Join("; ", faults.Take(Named))}{rest}.");
    }
}
