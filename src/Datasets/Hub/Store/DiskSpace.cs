using SurgeryBench.Core.Files;

namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>Room on the disk of the cache.</summary>
internal static class DiskSpace
{
    /// <summary>Bytes free where a folder is, or where it would be made.</summary>
    internal static long FreeAt(string folder)
    {
        var place = new DirectoryInfo(Path.GetFullPath(folder));
        while (!place.Exists && place.Parent is { } parent) place = parent;
        return new DriveInfo(place.FullName).AvailableFreeSpace;
    }

    internal static void Check(HubPlan plan)
    {
        if (plan.MissingBytes > plan.FreeBytes)
            throw new UnwritableException($"The hub cache '{plan.Cache}' needs {ByteCount.Text(plan.MissingBytes)} more and its disk has {ByteCount.Text(plan.FreeBytes)} free; free some, or name a folder on another disk with --hub-cache or HF_HUB_CACHE.");
    }
}
