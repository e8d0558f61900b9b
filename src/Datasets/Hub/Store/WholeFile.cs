using System.Text;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>Small files of the cache that are either old or new, never half.</summary>
internal static class WholeFile
{
    internal static void Write(string path, string text) => AtomicFile.Replace(path, Encoding.UTF8.GetBytes(text));

    internal static void Copy(string source, string path)
    {
        using var original = File.OpenRead(source);
        DraftFile.Write(path, original.CopyTo);
    }
}
