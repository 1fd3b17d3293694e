using System.Text;
using Tapestry.Client.Cli.Reports.Html;
using Tapestry.Kernels.Files;

namespace Tapestry.Client.Cli.Reports;

/// <summary>Writes <c>report.html</c>.</summary>
public static class HtmlReportFile
{
    /// <summary>Renders and writes the page; the file appears whole or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written or the disk is full.</exception>
    public static Task WriteAsync(string path, RunReport report, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(HtmlReport.Render(report)), cancellationToken);
}
