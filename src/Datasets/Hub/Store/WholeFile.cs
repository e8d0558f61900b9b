namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>Small files that are either old or new, never half.</summary>
internal static class WholeFile
{
    internal static void Write(string path, string text) => Make(path, beside => File.WriteAllText(beside, text));

    internal static void Copy(string source, string path) => Make(path, beside => File.Copy(source, beside, overwrite: true));

    private static void Make(string path, Action<string> make)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            make(beside);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw DiskSpace.Fault(path, fault);
        }
    }
}
