using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>Room on the disk of the cache.</summary>
internal static class DiskSpace
{
    // ENOSPC, and Windows' ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] FullCodes = [28, unchecked((int)0x80070070), unchecked((int)0x80070027)];

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
            throw new BadInputException($"The hub cache '{plan.Cache}' needs {ByteCount.Text(plan.MissingBytes)} more and its disk has {ByteCount.Text(plan.FreeBytes)} free; free some, or name a folder on another disk with --hub-cache or HF_HUB_CACHE.");
    }

    /// <summary>What a failure to write comes to.</summary>
    internal static BadInputException Fault(string path, Exception fault) => FullCodes.Contains(fault.HResult)
        ? new DiskFullException($"The disk of '{path}' is full; free some, then the same command goes on from here.", fault)
        : new BadInputException($"'{path}' cannot be written: {HubNames.Shown(fault.Message)}", fault);
}
