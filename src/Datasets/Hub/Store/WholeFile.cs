using System.Text;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>Small files of the cache that are either old or new, never half; a full disk is named as such.</summary>
internal static class WholeFile
{
    internal static void Write(string path, string text) => Guard(path, () => AtomicFile.Replace(path, Encoding.UTF8.GetBytes(text)));

    internal static void Copy(string source, string path) => Guard(path, () =>
    {
        using var original = File.OpenRead(source);
        using var draft = new DraftFile(path);
        original.CopyTo(draft.Stream);
        draft.Replace();
    });

    private static void Guard(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw DiskSpace.Fault(path, fault);
        }
    }
}
