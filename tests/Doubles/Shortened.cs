using SurgeryBench.Accuracy.Sweep;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Methods and repairs with a few iterations in place of hundreds, for tests of anything but their accuracy.</summary>
internal static class Shortened
{
    public static T Of<T>(T item, int iterations = 3)
        where T : notnull =>
        item.GetType().GetProperty("Iterations") is null ? item : SettingsJson.With(item, item.GetType().Name, "Iterations", $"{iterations}");
}
